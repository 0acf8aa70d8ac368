//! The project's commands: `cargo xtask help` tells them.
#![forbid(unsafe_code)]

mod bench;
mod bundle;
mod class;
mod fuzz;
mod order;
mod run;
mod serve;
mod setup;
mod size;
mod test;
mod workspace;

use std::process::ExitCode;

use lexopt::prelude::*;

const HELP: &str = "\
The project's commands. Each sets up what it needs and is missing, and says what and where.

  cargo xtask serve    build the page, serve it, and open it in the browser
      --port N           serve on this port (8080)
      --no-open          do not open a browser
      --debug            a quick build instead of a fast page
  cargo xtask class    the same for a whole class: a server beside the page, and the address of both
      --port N           serve the page on this port (8080)
      --ws-port N        where pages find the server (9222)
      --nats-port N      where machines outside a browser find it (4222)
      --address A        the address by which others reach this laptop; found out if not given
      --debug            a quick build instead of a fast page
  cargo xtask test     check everything: format, lints, native, wasm and browser tests
  cargo xtask build    build the page into dist/
  cargo xtask size     build the page, and say what a visitor fetches
  cargo xtask shots    take screenshots of the page into target/shots/
  cargo xtask fuzz     let a fuzzer feed the wire and running machines
      --seconds N        for so long each (60)
  cargo xtask bench    measure the page and its parts, and print the figures
      --quick            with few samples, in a few minutes
      --keys N           with fills of so many keys (1000000)
      --only NAME        only fill, record, puts, kills, main-thread, clicks, loading, memory, many,
                         growth, native or beam; may be given more than once
      --beam             five BEAM nodes in the same run too; needs Elixir
      --write-docs       write the table and the plots into docs/
  cargo xtask setup    only set up what the other commands need
";

enum Task {
    Help,
    Serve(serve::Options),
    Test,
    Build,
    Size,
    Order,
    Bundle,
    Class(class::Options),
    Shots,
    Fuzz(fuzz::Options),
    Bench(bench::Options),
    Setup,
}

fn main() -> ExitCode {
    let task = match read_arguments() {
        Ok(task) => task,
        Err(error) => {
            eprintln!("cargo xtask: {error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let done = match task {
        Task::Help => {
            print!("{HELP}");
            Ok(())
        }
        Task::Serve(options) => serve::serve(&options),
        Task::Test => test::test(),
        Task::Build => setup::for_build().and_then(|tools| test::build(&tools)),
        Task::Size => size::size(),
        Task::Order => order::order(),
        Task::Bundle => bundle::bundle(),
        Task::Class(options) => class::class(&options),
        Task::Shots => test::shots(),
        Task::Fuzz(options) => fuzz::fuzz(&options),
        Task::Bench(options) => bench::bench(&options),
        Task::Setup => setup::for_tests().map(|tools| {
            let what = if tools.firefox.is_some() { "Everything" } else { "All but Firefox" };
            println!("{what} is set up.");
        }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn read_arguments() -> Result<Task, lexopt::Error> {
    let mut arguments = lexopt::Parser::from_env();
    let name = match arguments.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Task::Help),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    let mut serve = serve::Options::default();
    let mut class = class::Options::default();
    let mut fuzz = fuzz::Options::default();
    let mut bench = bench::Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") if name == "serve" => serve.port = arguments.value()?.parse()?,
            Long("port") if name == "class" => class.port = arguments.value()?.parse()?,
            Long("ws-port") if name == "class" => {
                class.websocket_port = arguments.value()?.parse()?;
            }
            Long("nats-port") if name == "class" => class.nats_port = arguments.value()?.parse()?,
            Long("address") if name == "class" => {
                class.address = Some(arguments.value()?.parse()?);
            }
            Long("debug") if name == "class" => class.release = false,
            Long("no-open") if name == "serve" => serve.open = false,
            Long("debug") if name == "serve" => serve.release = false,
            Long("seconds") if name == "fuzz" => fuzz.seconds = arguments.value()?.parse()?,
            Long("quick") if name == "bench" => bench.quick = true,
            Long("beam") if name == "bench" => bench.beam = true,
            Long("write-docs") if name == "bench" => bench.write_docs = true,
            Long("only") if name == "bench" => bench.only.push(arguments.value()?.string()?),
            Long("keys") if name == "bench" => bench.keys = Some(arguments.value()?.parse()?),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    match name.as_str() {
        "help" => Ok(Task::Help),
        "serve" => Ok(Task::Serve(serve)),
        "test" => Ok(Task::Test),
        "build" => Ok(Task::Build),
        "size" => Ok(Task::Size),
        "order" => Ok(Task::Order),
        "bundle" => Ok(Task::Bundle),
        "class" => Ok(Task::Class(class)),
        "shots" => Ok(Task::Shots),
        "fuzz" => Ok(Task::Fuzz(fuzz)),
        "bench" => Ok(Task::Bench(bench)),
        "setup" => Ok(Task::Setup),
        unknown => Err(format!("there is no command `{unknown}`").into()),
    }
}
