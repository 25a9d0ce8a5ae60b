//! The best way through a sequence of things that are each one of a few.

/// For each thing the number of what it is, so that the sum of all scores is highest (Viterbi); the first of equals.
///
/// `own` has the scores of each thing, those of the first and the last place among them; `steps` tells those from one thing to the next, by what
/// both are.
pub(crate) fn best<const N: usize>(own: &[[f32; N]], steps: impl Fn(usize) -> [[f32; N]; N]) -> Vec<usize> {
    let Some((first, rest)) = own.split_first() else { return Vec::new() };
    let mut ways = *first;
    let mut back: Vec<[u32; N]> = Vec::with_capacity(own.len());
    for (n, own) in rest.iter().enumerate() {
        let (best, from) = entered(&ways, &steps(n));
        ways = std::array::from_fn(|to| best[to] + own[to]);
        back.push(from);
    }
    let mut at = highest::<N>(|n| ways[n]);
    let mut out = vec![at];
    for from in back.iter().rev() {
        at = usize::try_from(from[at]).unwrap_or(0);
        out.push(at);
    }
    out.reverse();
    out
}

/// The best way to each, and what it comes from. The rows of the steps are walked over one by one and the columns side by side: that is
/// many sums at once.
fn entered<const N: usize>(ways: &[f32; N], steps: &[[f32; N]; N]) -> ([f32; N], [u32; N]) {
    let mut best: [f32; N] = std::array::from_fn(|to| ways[0] + steps[0][to]);
    let mut from = [0; N];
    for (n, (way, row)) in (0..).zip(ways.iter().zip(steps)).skip(1) {
        for to in 0..N {
            let sum = way + row[to];
            let better = sum > best[to];
            best[to] = if better { sum } else { best[to] };
            from[to] = if better { n } else { from[to] };
        }
    }
    (best, from)
}

fn highest<const N: usize>(score: impl Fn(usize) -> f32) -> usize {
    (1..N).fold(0, |best, n| if score(n) > score(best) { n } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dear_step_is_taken_only_where_it_pays() {
        let own = [[1.0, 0.0], [0.0, 0.5], [1.0, 0.0]];
        assert_eq!(best(&own, |_| [[0.0; 2]; 2]), [0, 1, 0]);
        assert_eq!(best(&own, |_| [[0.0, -1.0], [-1.0, 0.0]]), [0, 0, 0]);
        assert!(best::<2>(&[], |_| [[0.0; 2]; 2]).is_empty());
    }
}
