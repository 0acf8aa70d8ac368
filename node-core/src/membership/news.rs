//! Which machines there are rumours of that not all may have heard.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::id::NodeId;

/// What is to be told, the least told first.
#[derive(Clone, Debug, Default)]
pub(super) struct News {
    /// By number, how often it was told.
    told: BTreeMap<u32, u32>,
    order: BTreeSet<(u32, u32)>,
}

impl News {
    /// There is something new of this machine.
    pub(super) fn add(&mut self, node: NodeId) {
        let number = node.number();
        if let Some(told) = self.told.insert(number, 0) {
            self.order.remove(&(told, number));
        }
        self.order.insert((0, number));
    }

    /// Of whom to tell now, `most` at most; each is told of so often in all.
    pub(super) fn take(&mut self, most: usize, often: u32) -> Vec<NodeId> {
        let taken: Vec<(u32, u32)> = self.order.iter().take(most).copied().collect();
        for &(told, number) in &taken {
            self.order.remove(&(told, number));
            if told + 1 < often {
                self.told.insert(number, told + 1);
                self.order.insert((told + 1, number));
            } else {
                self.told.remove(&number);
            }
        }
        taken.into_iter().map(|(_, number)| NodeId::new(number)).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.told.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_least_told_comes_first_and_each_is_told_so_often() {
        let [one, two, three] = [1, 2, 3].map(NodeId::new);
        let mut news = News::default();
        news.add(one);
        news.add(two);
        assert_eq!(news.take(1, 2), [one]);
        news.add(three);
        assert_eq!(news.take(2, 2), [two, three]);
        assert_eq!(news.take(9, 2), [one, two, three]);
        assert_eq!(news.take(9, 2), []);
        assert_eq!(news.len(), 0);
    }

    #[test]
    fn what_is_new_again_is_told_anew() {
        let mut news = News::default();
        news.add(NodeId::new(1));
        assert_eq!(news.take(1, 2).len(), 1);
        news.add(NodeId::new(1));
        assert_eq!(
            [news.take(1, 2).len(), news.take(1, 2).len(), news.take(1, 2).len()],
            [1, 1, 0]
        );
    }
}
