//! Many hashes out of one: placements that want more than the 32 bits of a key's hash, or a number
//! for each pair of a key and a machine, get them here.
//!
//! The step is the finalizer of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom
//! number generators", 2014, in the variant 13 of Stafford): every bit of what goes in changes
//! about half the bits that come out, and no two numbers become the same.

/// Spreads a number over all 64 bits.
#[must_use]
pub(crate) const fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// A number for a pair of numbers; no two pairs have the same.
#[must_use]
pub(crate) const fn mix_pair(one: u32, other: u32) -> u64 {
    mix((one as u64) << 32 | other as u64)
}

/// Spreads a hash over its 32 bits, where one multiplication is enough (Knuth's multiplicative
/// hashing): all of it counts in each bit that is left.
#[must_use]
pub(crate) const fn scatter(hash: u32) -> u32 {
    ((hash as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// The upper half of a mixed number, brought down to one below `range` without a division
/// (Lemire, "Fast random integer generation in an interval", 2019).
#[must_use]
pub(crate) const fn below(range: u32, mixed: u64) -> u32 {
    (((mixed >> 32) * range as u64) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::{below, mix};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn it_is_the_step_of_splitmix64() {
        // The first numbers of the generator with seed 0, as published with its reference code.
        let gamma = 0x9e37_79b9_7f4a_7c15_u64;
        let first = [1, 2, 3].map(|i| mix(gamma.wrapping_mul(i)));
        assert_eq!(first, [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]);
    }

    #[test]
    fn what_is_brought_below_a_range_reaches_both_its_ends() {
        assert_eq!([below(7, 0), below(7, u64::MAX), below(1, u64::MAX)], [0, 6, 0]);
    }
}
