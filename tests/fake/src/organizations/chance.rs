//! Numbers that look like chance and are not.

/// The finishing step of SplitMix64: neighbouring numbers come out far apart.
pub(super) fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}

/// The last `digits` digits to the base 36.
pub(super) fn base_36(mut number: u64, digits: usize) -> String {
    let mut text = vec!['0'; digits];
    for place in text.iter_mut().rev() {
        // A remainder of 36 fits.
        *place = char::from_digit((number % 36) as u32, 36).unwrap_or('0');
        number /= 36;
    }
    text.into_iter().collect()
}
