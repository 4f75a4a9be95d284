//! Several ways to do one thing, measured in turns.

use std::time::Duration;

use crate::{Result, clock};

/// The shortest time that one measurement takes, so that the clock's steps don't count.
const LEAST: Duration = Duration::from_millis(4);

/// One way to do it.
pub type Contender<'c> = &'c mut dyn FnMut() -> Result<()>;

/// The median processor time of each contender, in seconds for one call, in their order.
///
/// Each is called often enough to be measurable; they take turns for `rounds` rounds.
///
/// # Errors
///
/// Whatever a contender fails with.
pub fn calls(rounds: usize, contenders: &mut [Contender<'_>]) -> Result<Vec<f64>> {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
    let mut counts: Vec<u32> = Vec::new();
    for contender in contenders.iter_mut() {
        counts.push(enough(*contender)?);
    }
    for _ in 0..rounds {
        for ((contender, count), times) in contenders.iter_mut().zip(&counts).zip(&mut times) {
            times.push(repeat(*contender, *count)?.as_secs_f64() / f64::from(*count));
        }
    }
    Ok(times.into_iter().map(median).collect())
}

/// The median processor time of what each contender's child processes do, in seconds.
///
/// # Errors
///
/// Whatever a contender fails with.
pub fn processes(rounds: usize, contenders: &mut [Contender<'_>]) -> Result<Vec<f64>> {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
    for _ in 0..rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let began: Duration = clock::children()?;
            contender()?;
            times.push((clock::children()? - began).as_secs_f64());
        }
    }
    Ok(times.into_iter().map(median).collect())
}

/// How often something has to be called to take long enough.
fn enough(contender: Contender<'_>) -> Result<u32> {
    let mut count: u32 = 1;
    while repeat(contender, count)? < LEAST && count < u32::MAX / 2 {
        count *= 2;
    }
    Ok(count)
}

fn repeat(contender: Contender<'_>, count: u32) -> Result<Duration> {
    let began: Duration = clock::thread()?;
    for _ in 0..count {
        contender()?;
    }
    Ok(clock::thread()? - began)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
