//! Records as files: read back as they were, and refused with a clear error when they are not whole.

#![cfg(all(feature = "gzip", not(target_arch = "wasm32")))]

mod recorded;

use fastrand::Rng;
use lab::record::{Ending, FileError, HEAD, MAX_FRAMES_BYTES, Record, Replay, ReplayError, Whose};
use recorded::{lived, record_of, run, session};

fn short() -> Record {
    let mut session = session();
    run(&mut session, &["fill(1, 200)", "kill(2)"]);
    record_of(&session)
}

/// A frame, as files have it, after one with this checksum.
fn frame(sum: &mut u32, said: &[u8]) -> Vec<u8> {
    let with_last = [&sum.to_le_bytes(), said].concat();
    *sum = node_core::wire::checksum(&with_last);
    [&(said.len() as u32).to_le_bytes(), &sum.to_le_bytes(), said].concat()
}

/// The same frames with right checksums, whatever is in them.
fn sealed(frames: &[Vec<u8>]) -> Vec<u8> {
    let mut sum = 0;
    frames.iter().flat_map(|said| frame(&mut sum, said)).collect()
}

/// What the frames say.
fn said(mut frames: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    while let Some((length, rest)) = frames.split_first_chunk::<4>() {
        let (said, rest) = rest[4..].split_at(u32::from_le_bytes(*length) as usize);
        all.push(said.to_vec());
        frames = rest;
    }
    all
}

#[test]
fn a_record_is_read_as_it_was_written() {
    let record = short();
    let file = record.to_file();
    assert!(file.starts_with(b"apothik record 1\n\x1f\x8b"), "a line of text, then gzip");
    let read = Record::from_file(&file).expect("it can be read");
    assert_eq!(read.to_frames(), record.to_frames());
    assert_eq!((read.source(), read.ending()), (record.source(), record.ending()));
    assert_eq!(read.program(), env!("CARGO_PKG_VERSION"));
    assert_eq!(lived(&read).note(), lived(&record).note());
}

#[test]
fn an_empty_record_is_one() {
    let record = Record::new("nothing");
    let read = Record::from_file(&record.to_file()).expect("it can be read");
    let mut replay = Replay::new(read, ());
    assert_eq!(replay.step(), Ok(false));
    assert_eq!((replay.begins(), replay.end()), (replay.now(), replay.now()));
    assert!(replay.stage().master().is_none());
}

#[test]
fn a_file_that_was_cut_anywhere_is_refused() {
    let file = short().to_file();
    let cuts = (0..HEAD.len() + 60).chain((0..file.len()).step_by(37));
    for length in cuts.filter(|length| *length < file.len()) {
        let error = Record::from_file(&file[..length]).err();
        let expected = if length == 0 { FileError::Foreign } else { FileError::Cut };
        assert_eq!(error, Some(expected), "at {length}");
    }
    let frames = short().to_frames();
    for length in 0..frames.len() {
        assert_eq!(Record::from_frames(&frames[..length]).err(), Some(FileError::Cut));
    }
}

#[test]
fn any_byte_of_the_frames_that_is_changed_is_found() {
    let frames = short().to_frames();
    for place in 0..frames.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut changed = frames.clone();
            changed[place] ^= flip;
            assert!(Record::from_frames(&changed).is_err(), "byte {place}");
        }
    }
}

#[test]
fn a_changed_file_is_refused_or_says_the_same() {
    let record = short();
    let (file, frames) = (record.to_file(), record.to_frames());
    for place in 0..file.len() {
        let mut changed = file.clone();
        changed[place] ^= 0x10;
        // There is more than one way to compress the same.
        if let Ok(read) = Record::from_file(&changed) {
            assert!(read.to_frames() == frames, "byte {place}");
        }
    }
}

#[test]
fn frames_that_are_left_out_repeated_or_exchanged_are_found_where_they_are() {
    let frames = short().to_frames();
    let all = said(&frames);
    assert!(all.len() > 5 && sealed(&all) == frames);
    let lengths: Vec<usize> = all.iter().map(|said| said.len() + 8).collect();
    let start = |frame: usize| lengths[..frame].iter().sum::<usize>();
    let (third, fourth, fifth) = (start(2), start(3), start(4));
    let without = [&frames[..third], &frames[fourth..]].concat();
    let twice = [&frames[..fourth], &frames[third..]].concat();
    let exchanged =
        [&frames[..third], &frames[fourth..fifth], &frames[third..fourth], &frames[fifth..]]
            .concat();
    for (changed, frame) in [(without, 3), (twice, 4), (exchanged, 3)] {
        let error = Record::from_frames(&changed).expect_err("it was changed");
        assert_eq!(error, FileError::Edited { frame });
        assert!(error.to_string().contains(&format!("part {frame}")), "{error}");
    }
    let more = [&frames[..], &[0]].concat();
    let last = all.len() as u64 + 1;
    assert_eq!(Record::from_frames(&more).err(), Some(FileError::Edited { frame: last }));
}

#[test]
fn frames_left_out_with_right_checksums_are_missed_at_the_end() {
    let mut all = said(&short().to_frames());
    all.remove(2);
    let error = Record::from_frames(&sealed(&all)).expect_err("one is missing");
    assert_eq!(error, FileError::Edited { frame: all.len() as u64 });
}

#[test]
fn foreign_files_and_newer_ones_are_told_apart() {
    for foreign in [&b""[..], b"\x1f\x8b\x08\x00", b"{\"apothik\": 1}", b"apothik record x\n"] {
        assert_eq!(Record::from_file(foreign).err(), Some(FileError::Foreign), "{foreign:?}");
    }
    let newer = Record::from_file(b"apothik record 27\n\x1f\x8b...").expect_err("it is newer");
    assert_eq!(newer, FileError::Version(27));
    assert_eq!(newer.to_string(), "a record of version 27; this program reads version 1");
    let nonsense = [HEAD, b"this is not compressed"].concat();
    assert_eq!(Record::from_file(&nonsense).err(), Some(FileError::Compression));
}

#[test]
fn a_file_that_swells_is_refused_before_it_does() {
    use std::io::Write;
    let gzip = flate2::write::GzEncoder::new(HEAD.to_vec(), flate2::Compression::best());
    let mut gzip = std::io::BufWriter::new(gzip);
    for _ in 0..=MAX_FRAMES_BYTES / (1 << 20) {
        gzip.write_all(&[0; 1 << 20]).expect("there is memory");
    }
    let file = gzip.into_inner().expect("it is written").finish().expect("it ends");
    assert!(file.len() < 1 << 20, "{}", file.len());
    assert_eq!(Record::from_file(&file).err(), Some(FileError::TooLarge));
}

#[test]
fn whatever_is_in_notes_with_right_checksums_nothing_panics() {
    let record = short();
    let all = said(&record.to_frames());
    let mut chance = Rng::with_seed(1);
    let (mut lived, mut refused) = (0, 0);
    for _ in 0..600 {
        let mut all = all.clone();
        for _ in 0..chance.u8(1..4) {
            // The first says where it comes from, the last is the end.
            let frame = chance.usize(1..all.len() - 1);
            let place = chance.usize(8..all[frame].len());
            all[frame][place] = chance.u8(..);
        }
        let Ok(record) = Record::from_frames(&sealed(&all)) else { continue };
        let mut replay = Replay::new(record, ());
        match replay.seek_to(u64::MAX) {
            Ok(()) => lived += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(lived > 0 && refused > 10, "{lived} lived, {refused} refused");
}

/// The short run without one of its streams, and the end that it came to with it.
fn without(missing: Whose) -> (Record, Ending) {
    let record = short();
    let ending = record.ending().expect("it ended").clone();
    let mut without = Record::new("without one");
    for (whose, notes) in record.notes_by_stream().filter(|(whose, _)| *whose != missing) {
        without.append(whose, notes);
    }
    (without, ending)
}

#[test]
fn a_stream_that_others_go_by_is_missed_at_the_first_thing_that_is_in_no_other() {
    // The fill goes through this machine: what the owners are sent is noted by reference.
    let via = short().notes_by_stream().map(|(whose, _)| whose).find(|it| *it != Whose::Master);
    let (without, ending) = without(via.expect("there are some"));
    let mut replay = Replay::new(without, ());
    let error = replay.seek_to(u64::MAX).expect_err("something is missing");
    assert!(matches!(error, ReplayError::Missing { .. }), "{error}");
    assert!(error.to_string().contains("receives what nobody sent"), "{error}");
    let difference = ending.difference(replay.stage()).expect("it ended otherwise");
    assert!(difference.to_string().starts_with("at the end "), "{difference}");
}

#[test]
fn a_stream_that_nobody_goes_by_is_missed_at_the_end() {
    let last = short().notes_by_stream().last().expect("there are some").0;
    let (without, ending) = without(last);
    let mut replay = Replay::new(without, ());
    replay.seek_to(u64::MAX).expect("what it said is noted by those it said it to");
    let difference = ending.difference(replay.stage()).expect("it ended otherwise");
    assert!(difference.to_string().starts_with("at the end "), "{difference}");
}

#[test]
fn a_machine_that_does_otherwise_is_found_at_the_first_note_at_which_it_does() {
    // In a machine's first note come the time, what it is, its life, the placement, how many
    // machines there are, a byte each; then its seed, which says when it ticks.
    const SEED: usize = 5;
    let record = short();
    let mut found = 0;
    for (whose, _) in record.notes_by_stream().filter(|(whose, _)| *whose != Whose::Master) {
        let mut other = Record::new("with another seed");
        for (stream, notes) in record.notes_by_stream() {
            let mut notes = notes.to_vec();
            if stream == whose {
                notes[SEED] ^= 0x20;
            }
            other.append(stream, &notes);
        }
        // Of one that ticks earlier nobody sees it: it is woken when it was.
        if let Err(error) = Replay::new(other, ()).seek_to(u64::MAX) {
            let ReplayError::Differs { whose: differs, .. } = error else { panic!("{error}") };
            assert_eq!(differs, whose);
            found += 1;
        }
    }
    assert!(found > 0);
}
