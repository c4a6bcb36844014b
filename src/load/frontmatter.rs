//! Front matter: the YAML between `---` lines at the top of a Markdown file.
use crate::load::yaml::SyntaxFault;
use std::ops::Range;
pub(crate) struct FrontMatter {
    pub(crate) yaml: Option<Range<usize>>,
    pub(crate) body: Range<usize>,
    pub(crate) fault: Option<SyntaxFault>,
}
pub(crate) fn split(text: &str) -> FrontMatter {
    let none = FrontMatter { yaml: None, body: 0..text.len(), fault: None };
    let Some(rest) = text.strip_prefix("---\n") else { return none };
    let Some(end) = rest.find("\n---\n") else { return none };
    FrontMatter { yaml: Some(4..4 + end + 1), body: 4 + end + 5..text.len(), fault: None }
}
