//! `apothik detection`

use lab::{
    detection::{Experiment, detect},
    limits::MAX_MACHINES,
};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many machines run.
    #[arg(long, default_value = "50", value_parser = clap::value_parser!(u32).range(2..=i64::from(MAX_MACHINES)))]
    machines: u32,
    /// How many messages in a hundred are lost.
    #[arg(long, default_value = "50", value_parser = clap::value_parser!(u32).range(0..=90))]
    loss: u32,
    /// How many machines die, a minute apart.
    #[arg(long, default_value = "20", value_parser = clap::value_parser!(u32).range(1..=1000))]
    deaths: u32,
    /// The source of chance.
    #[arg(long, default_value = "1")]
    seed: u64,
}

/// Runs the experiment, and tells what it came to.
pub(crate) fn run(arguments: &Arguments) {
    let Arguments { machines, loss, deaths, seed } = *arguments;
    let loss_share = f64::from(loss) / 100.0;
    let detection = detect(Experiment { machines, loss: loss_share, deaths, seed });
    let seconds = |place: usize| {
        detection.known_to_all.get(place).map_or(0.0, core::time::Duration::as_secs_f64)
    };
    let count = detection.known_to_all.len();
    println!(
        "{machines} machines, {loss} % loss, ticks alone: a death is known to all after {:.1} s at \
         the median, {:.1} s at worst of {count}",
        seconds(count / 2),
        seconds(count.saturating_sub(1)),
    );
    println!(
        "{} false deaths in {:.1} machine-hours: {:.3} per machine-hour",
        detection.false_downs,
        detection.machine_time.as_secs_f64() / 3_600.0,
        detection.false_downs_per_machine_hour()
    );
}
