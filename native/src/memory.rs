//! What this process takes in memory, and what the computer has left.

use std::fs;

use sysinfo::{MemoryRefreshKind, Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// What can be had now, in bytes; `None` where that can't be found out.
pub(crate) fn available() -> Option<u64> {
    let mut system = System::new();
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    // In a container there is less than the computer has.
    let free = system.cgroup_limits().map(|limits| limits.free_memory);
    let available = Some(system.available_memory()).filter(|&bytes| bytes > 0);
    available.map(|available| free.map_or(available, |free| free.min(available)))
}

/// Looks at what this process takes.
pub(crate) struct Meter {
    system: System,
    most: u64,
}

impl Meter {
    pub(crate) fn new() -> Self {
        Self { system: System::new(), most: 0 }
    }

    /// What it takes now, in bytes; 0 where that can't be found out.
    pub(crate) fn now(&mut self) -> u64 {
        let own = Pid::from_u32(std::process::id());
        let what = ProcessRefreshKind::nothing().with_memory();
        self.system.refresh_processes_specifics(ProcessesToUpdate::Some(&[own]), true, what);
        let now = self.system.process(own).map_or(0, sysinfo::Process::memory);
        self.most = self.most.max(now);
        now
    }

    /// The most it ever took, in bytes; where the system doesn't keep that, the most that was
    /// seen by [`now`](Self::now).
    pub(crate) fn most(&self) -> u64 {
        kept_by_linux().unwrap_or(self.most)
    }
}

/// `VmHWM`, the "high water mark", in kilobytes of 1,024 bytes.
fn kept_by_linux() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1_024)
}
