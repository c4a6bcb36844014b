//! Parts a long picture into several: no head of a group stands last, and a group that goes on has its head again.

/// Returns what stands in each picture; `head` gives the head of the group that a line belongs to, and whether the line
/// is one itself.
pub(super) fn parts<T: Copy>(lines: &[T], most: usize, head: impl Fn(T) -> (Option<T>, bool)) -> Vec<Vec<T>> {
    let mut out: Vec<Vec<T>> = Vec::new();
    let mut part: Vec<T> = Vec::new();
    for line in lines {
        let (group, is_head) = head(*line);
        let is_full = part.len() >= most || (is_head && part.len() + 1 >= most);
        if is_full && !part.is_empty() {
            out.push(std::mem::take(&mut part));
            part.extend(group.filter(|_| !is_head));
        }
        part.push(*line);
    }
    if !part.is_empty() {
        out.push(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_head_stands_last_and_a_group_that_goes_on_has_it_again() {
        // Letters are heads, digits belong to the letter before them.
        let lines: Vec<char> = "A12B345".chars().collect();
        let head = |line: char| match line {
            'A' | 'B' => (Some(line), true),
            '1' | '2' => (Some('A'), false),
            _ => (Some('B'), false),
        };
        let found: Vec<String> =
            parts(&lines, 4, head).into_iter().map(|part| part.into_iter().collect()).collect();
        assert_eq!(found, ["A12", "B345"]);
        let found: Vec<String> =
            parts(&lines, 3, head).into_iter().map(|part| part.into_iter().collect()).collect();
        assert_eq!(found, ["A12", "B34", "B5"]);
    }
}
