//! Pseudo-random numbers, the same in every run.

/// The purpose of a number; two aspects of one Organization are independent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Aspect {
    Created,
    Fraction,
    Updated,
    Plans,
    Plan,
    Product,
    Status,
    Payment,
    Flags,
    Optional,
    Creator,
    Updater,
    Id,
}

/// The numbers of one index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prng(u64);

impl Prng {
    pub(crate) fn new(index: u32) -> Self {
        Self(index.into())
    }

    /// Returns a number below `bound`, the same on every run.
    pub(crate) fn draw(self, aspect: Aspect, bound: u64) -> u64 {
        mix((self.0 << 8) | aspect as u64) % bound
    }

    pub(crate) fn one_of<T: Copy>(self, aspect: Aspect, values: &[T]) -> T {
        values[self.below(aspect, values.len())]
    }

    pub(crate) fn below(self, aspect: Aspect, bound: usize) -> usize {
        // The result is smaller than `bound`, which is a `usize`.
        usize::try_from(self.draw(aspect, bound as u64)).unwrap_or_default()
    }

    /// Returns one of sixteen independent numbers.
    pub(crate) fn flag(self, bit: u32) -> bool {
        (self.draw(Aspect::Flags, 1 << 16) >> bit) & 1 == 1
    }
}

/// Applies the SplitMix64 finalizer: adjacent numbers have distant results.
pub(crate) fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}

/// Returns the last `digits` digits in base 36.
pub(crate) fn base_36(mut number: u64, digits: usize) -> String {
    let mut text = vec!['0'; digits];
    for place in text.iter_mut().rev() {
        // The remainder is below 36.
        *place = char::from_digit((number % 36) as u32, 36).unwrap_or('0');
        number /= 36;
    }
    text.into_iter().collect()
}
