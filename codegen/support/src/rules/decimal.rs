//! Numbers compared exactly, by their decimal text (RFC 8259 §6).

use std::{cmp::Ordering, fmt};

/// A number that a schema names.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// A whole number of 64 bits.
    Integer(i64),
    /// Any other one, as a JSON number.
    Decimal(&'static str),
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Decimal(text) => f.write_str(text),
        }
    }
}

impl Bound {
    /// How the number of a JSON text stands to this one.
    pub(super) fn compare(&self, text: &str) -> Ordering {
        match (self, text.parse::<i64>()) {
            (Self::Integer(bound), Ok(value)) => value.cmp(bound),
            (Self::Integer(bound), Err(_)) => {
                Decimal::parse(text).cmp(&Decimal::parse(&bound.to_string()))
            }
            (Self::Decimal(bound), _) => Decimal::parse(text).cmp(&Decimal::parse(bound)),
        }
    }

    /// Whether the number of a JSON text is a multiple of this one, in exact arithmetic.
    pub(super) fn divides(&self, text: &str) -> bool {
        match (self, text.parse::<i64>()) {
            (Self::Integer(bound), Ok(value)) => value.checked_rem(*bound).is_none_or(|r| r == 0),
            (Self::Integer(bound), Err(_)) => {
                Decimal::parse(text).is_multiple_of(&Decimal::parse(&bound.to_string()))
            }
            (Self::Decimal(bound), _) => {
                Decimal::parse(text).is_multiple_of(&Decimal::parse(bound))
            }
        }
    }
}

/// A number in its only form: digits without zeros at either end (none for zero) and an exponent,
/// so that equal numbers are equal here. Of an exponent with more than 17 digits the first count.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

const LARGEST_EXPONENT: i64 = 1_000_000_000_000_000_000;

impl Decimal {
    /// Reads a JSON number.
    pub(super) fn parse(text: &str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.bytes().chain(fraction.bytes());
        let mut digits: Vec<u8> = digits.map(|digit| digit.wrapping_sub(b'0')).collect();
        let mut exponent = read_exponent(exponent)
            .saturating_sub(i64::try_from(fraction.len()).unwrap_or(LARGEST_EXPONENT));
        while digits.last() == Some(&0) {
            digits.pop();
            exponent = exponent.saturating_add(1);
        }
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        if digits.is_empty() {
            return Self {
                negative: false,
                digits,
                exponent: 0,
            };
        }
        Self {
            negative,
            digits,
            exponent,
        }
    }

    /// Whether there is no fraction.
    pub(super) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The power of ten above the first digit.
    fn magnitude(&self) -> i64 {
        let count = i64::try_from(self.digits.len()).unwrap_or(LARGEST_EXPONENT);
        self.exponent.saturating_add(count)
    }

    fn is_multiple_of(&self, divisor: &Self) -> bool {
        if self.digits.is_empty() {
            return true;
        }
        // This number's last digit isn't zero, so that no power of ten divides its digits.
        let shift = self.exponent.saturating_sub(divisor.exponent);
        if shift < 0 {
            return false;
        }
        let modulus = divisor.digits.iter().try_fold(0_u128, |sum, digit| {
            sum.checked_mul(10)?.checked_add(u128::from(*digit))
        });
        // A divisor beyond 2^124 would overflow below; it divides what equals it.
        let Some(modulus) = modulus.filter(|m| *m != 0 && *m < 1 << 124) else {
            return self.digits == divisor.digits;
        };
        // From 10^124 on, more zeros bring no factor that the modulus could still lack.
        let zeros = usize::try_from(shift.min(124)).unwrap_or(124);
        let zeros = std::iter::repeat_n(&0_u8, zeros);
        let rest = self.digits.iter().chain(zeros).fold(0_u128, |rest, digit| {
            (rest * 10 + u128::from(*digit)) % modulus
        });
        rest == 0
    }

    /// A text that only equal numbers share.
    pub(super) fn write_canonical(&self, out: &mut String) {
        if self.negative {
            out.push('-');
        }
        for digit in &self.digits {
            out.push(char::from(b'0'.wrapping_add(*digit)));
        }
        out.push('e');
        out.push_str(&self.exponent.to_string());
    }
}

fn read_exponent(text: &str) -> i64 {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let value = digits.bytes().fold(0_i64, |value, digit| {
        let digit = i64::from(digit.wrapping_sub(b'0'));
        value
            .saturating_mul(10)
            .saturating_add(digit)
            .min(LARGEST_EXPONENT)
    });
    if negative { -value } else { value }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let by_sign = sign(self).cmp(&sign(other));
        let by_size = || {
            let magnitudes = self.magnitude().cmp(&other.magnitude());
            magnitudes.then_with(|| self.digits.cmp(&other.digits))
        };
        by_sign.then_with(|| match self.negative {
            true => by_size().reverse(),
            false => by_size(),
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_by_value_beyond_double_precision() {
        let big = Bound::Integer(9_007_199_254_740_993);
        assert_eq!(big.compare("9007199254740992"), Ordering::Less);
        assert_eq!(big.compare("9007199254740993.0"), Ordering::Equal);
        assert_eq!(big.compare("9.007199254740994e15"), Ordering::Greater);
        assert_eq!(Bound::Decimal("0.10").compare("1e-1"), Ordering::Equal);
        assert_eq!(Bound::Integer(-3).compare("-3.5"), Ordering::Less);
        assert_eq!(Bound::Integer(0).compare("-0.0"), Ordering::Equal);
        assert_eq!(
            Bound::Integer(1).compare("1e999999999999999999999"),
            Ordering::Greater
        );
        assert_eq!(
            Bound::Integer(1).compare("1e-999999999999999999999"),
            Ordering::Less
        );
        assert_eq!(Bound::Decimal("1e400").compare("-1e500"), Ordering::Less);
    }

    #[test]
    fn multiples_are_exact() {
        assert!(Bound::Decimal("0.01").divides("4.02"));
        assert!(!Bound::Decimal("0.01").divides("4.021"));
        assert!(Bound::Decimal("0.0001").divides("0.0075"));
        assert!(Bound::Integer(4).divides("1e300"));
        assert!(!Bound::Integer(3).divides("1e300"));
        assert!(!Bound::Decimal("0.123456789").divides("1e308"));
        assert!(Bound::Decimal("0.5").divides("1e308"));
        assert!(Bound::Integer(7).divides("0.0"));
        assert!(Bound::Integer(2).divides("-4.0"));
    }
}
