//! Any bytes are a body or are rejected; what is a body is written and read again as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use node_core::{MAX_BODY_BYTES, NodeId, wire};

fuzz_target!(|bytes: &[u8]| {
    // A fuzzer does not guess checksums: it is shown what is behind one.
    let _ = wire::decode(bytes);
    let Some(behind) = bytes.get(wire::HEAD..) else { return };
    for reader in [1, 2].map(NodeId::new) {
        if let Ok(mine) = wire::decode_parts(reader, behind) {
            let mut writer = wire::Writer::default();
            for envelope in &mine {
                writer.push(envelope);
            }
            if !mine.is_empty() {
                let again = wire::address([(reader, writer)]);
                assert_eq!(wire::decode_for(reader, &again), Ok(mine));
            }
        }
    }
    let Ok(envelopes) = wire::decode_envelopes(behind) else { return };
    assert!(!envelopes.is_empty(), "a body without a message is no body");
    let mut writer = wire::Writer::default();
    for envelope in &envelopes {
        writer.push(envelope);
    }
    let again = writer.finish();
    // What is written is as short as can be, so it stays within the limit it was read under.
    assert!(again.len() <= bytes.len() && again.len() <= MAX_BODY_BYTES);
    assert_eq!(wire::decode(&again), Ok(envelopes));
});
