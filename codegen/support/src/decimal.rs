//! Numbers by value, whatever their spelling and size.

/// A number of JSON in its one canonical form: `digits` × 10^`exponent`, where the digits neither
/// begin nor end with a zero. Zero has no digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads a number as RFC 8259 section 6 spells it; none for other text, and for an exponent
    /// beyond 64 bits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Self::exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (mantissa, ""),
        };
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || leading_zero || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        Self::canonical(
            negative,
            format!("{whole}{fraction}"),
            exponent,
            fraction.len(),
        )
    }

    fn exponent(text: &str) -> Option<i64> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let sound = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if sound { text.parse().ok() } else { None }
    }

    fn canonical(negative: bool, digits: String, exponent: i64, fraction: usize) -> Option<Self> {
        let significant = digits.trim_end_matches('0');
        let dropped = i64::try_from(digits.len().checked_sub(significant.len())?).ok()?;
        let fraction = i64::try_from(fraction).ok()?;
        let exponent = exponent.checked_add(dropped)?.checked_sub(fraction)?;
        let significant = significant.trim_start_matches('0');
        let zero = significant.is_empty();
        Some(Self {
            negative: negative && !zero,
            digits: significant.to_owned(),
            exponent: if zero { 0 } else { exponent },
        })
    }

    /// Whether the number has no fraction.
    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The number as an integer, if it is one and fits.
    pub(crate) fn to_integer(&self) -> Option<i128> {
        if self.digits.is_empty() {
            return Some(0);
        }
        let power = 10_i128.checked_pow(u32::try_from(self.exponent).ok()?)?;
        let digits: i128 = self.digits.parse().ok()?;
        let value = digits.checked_mul(power)?;
        if self.negative {
            value.checked_neg()
        } else {
            Some(value)
        }
    }
}
