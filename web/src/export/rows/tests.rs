use std::rc::Rc;

use lab::ledger::{MachineFigures, Toll};
use node_core::DownReason;

use super::*;
use crate::picture::{
    Belief, BeliefRow, Beliefs, Condition, History, Loss, Machine, Mark, MarkKind, Noticed,
};

fn machine_of(number: u32, condition: Condition, reachable: u64, stranded: u64) -> Machine {
    let mut figures = MachineFigures::default();
    (figures.reachable, figures.stranded) = (reachable, stranded);
    Machine {
        number,
        incarnation: 1,
        condition,
        figures,
        view: None,
        tab: None,
        dropped: 0,
        ignored: 2,
    }
}

fn two_machines() -> Picture {
    let machines =
        vec![machine_of(1, Condition::Running, 1_026, 3), machine_of(2, Condition::Killed, 0, 0)];
    Picture { machines, ..Picture::default() }
}

#[test]
fn numbers_are_plain_and_words_english_in_every_language() {
    let english = two_machines();
    let french = Picture { language: crate::language::Language::French, ..english.clone() };
    let rows = "machine,state,stored,reachable,stranded,lost\n\
                apothik_1,running,1029,1026,3,0\n\
                apothik_2,killed,0,0,0,0\n";
    assert_eq!(csv(Figure::Machines, &english), rows);
    assert_eq!(csv(Figure::Machines, &french), rows);
}

#[test]
fn the_account_has_a_row_for_each_figure() {
    let figures = Figures { acknowledged: 5_000, found: 948, lost: 996, ..Figures::default() };
    let text = csv(Figure::Account, &Picture { figures, ..two_machines() });
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows[..3], ["figure,value", "acknowledged,5000", "found,948"]);
    assert!(rows.contains(&"ignored,4"), "the messages of all machines");
}

#[test]
fn a_loss_is_a_row_with_who_knew_last() {
    let noticed = |by, after_ms, reason| Noticed { by, reason, after_ms };
    let loss = Loss {
        machine: 2,
        cause: Condition::Killed,
        at_ms: 1_234.56,
        ran: 5,
        toll: Toll { entries_gone: 996, keys_lost: 996, ..Toll::default() },
        noticed: vec![noticed(1, 2.04, DownReason::Link), noticed(3, 1.5, DownReason::Ticks)],
    };
    let text = csv(Figure::Loss, &Picture { losses: vec![Rc::new(loss)], ..Picture::default() });
    assert_eq!(
        text.lines().nth(1),
        Some("apothik_2,killed,1234.6,5,996,996,0,0,0,0,0,0,2,2.0,link")
    );
}

#[test]
fn what_happened_stands_between_the_samples_by_time() {
    let sample = |at_ms| Sample { at_ms, figures: Figures { stored: 7, ..Figures::default() } };
    let mark = Mark { at_ms: 50.0, kind: MarkKind::Fill, machine: 1 };
    let history = History { samples: vec![sample(0.0), sample(90.0)], marks: vec![mark] };
    let text = csv(Figure::OverTime, &Picture { history: Rc::new(history), ..Picture::default() });
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows, ["0.0,7,0,0,0,0,0,0,,", "50.0,,,,,,,,fill,apothik_1", "90.0,7,0,0,0,0,0,0,,"]);
}

#[test]
fn a_belief_is_a_row_and_nobody_has_one_of_itself() {
    let belief = Belief { up: true, truly_up: false, wrong_since_ms: Some(1.0), took_ms: None };
    let rows = vec![BeliefRow { of: 1, cells: vec![None, Some(belief)] }];
    let beliefs = Rc::new(Beliefs { about: vec![1, 2], rows });
    let text = csv(Figure::Beliefs, &Picture { beliefs, ..Picture::default() });
    assert_eq!(text.lines().nth(1), Some("apothik_1,apothik_2,true,false,"));
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn a_figure_without_data_is_its_header() {
    for figure in [Figure::Cluster, Figure::Loss, Figure::Ledger, Figure::Moves] {
        assert_eq!(csv(figure, &Picture::default()).lines().count(), 1, "{figure:?}");
    }
}
