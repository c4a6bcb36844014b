//! The shipped templates, embedded: name and text. `epm template eject` writes them out; a file of the same name in
//! the workspace's `templates/` takes a template's place.

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        /// The shipped templates of all reports, and the parts that they share.
        pub static TEMPLATES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../templates/", $name)))),*];
    };
}

templates! {
    "comments/diff.md.j2",
    "partials/appendix.md.j2",
    "partials/asks.md.j2",
    "partials/changes.md.j2",
    "partials/incomplete.md.j2",
    "partials/overall.md.j2",
    "partials/colour.md.j2",
    "reports/capacity.md.j2",
    "reports/changes.md.j2",
    "reports/charter.md.j2",
    "reports/comms.md.j2",
    "reports/decisions.md.j2",
    "reports/dependencies.md.j2",
    "reports/forecast.md.j2",
    "reports/improvements.md.j2",
    "reports/kpis.md.j2",
    "reports/index.md.j2",
    "reports/milestones.md.j2",
    "reports/operations.md.j2",
    "reports/portfolio.md.j2",
    "reports/queue.md.j2",
    "reports/raid.md.j2",
    "reports/readiness.md.j2",
    "reports/reviews.md.j2",
    "reports/runbook.md.j2",
    "reports/scenarios.md.j2",
    "reports/status-engineering.md.j2",
    "reports/status-executive.md.j2",
    "reports/status-product.md.j2",
    "reports/status-support.md.j2",
}
