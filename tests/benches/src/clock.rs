//! Processor time.

use std::time::Duration;

use nix::{
    sys::resource::{UsageWho, getrusage},
    sys::time::{TimeVal, TimeValLike},
    time::{ClockId, clock_gettime},
};

use crate::Result;

/// How long this thread has run.
///
/// # Errors
///
/// On systems without such a clock.
pub fn thread() -> Result<Duration> {
    Ok(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?.into())
}

/// How long the child processes that have ended have run, theirs included.
///
/// # Errors
///
/// On systems that don't tell.
pub fn children() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let time: TimeVal = usage.user_time() + usage.system_time();
    let microseconds: u64 = time.num_microseconds().try_into()?;
    Ok(Duration::from_micros(microseconds))
}
