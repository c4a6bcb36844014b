//! The workspace beyond programs: people, teams, calendars, decision rights and the portfolio.

use std::collections::BTreeMap;

use crate::model::Band;
use crate::model::CalendarRecord;
use crate::model::Date;
use crate::model::Duration;
use crate::model::Id;
use crate::model::Iterations;
use crate::model::OneOrMore;
use crate::model::Percent;
use crate::model::Person;
use crate::model::Team;
use crate::model::Text;
use crate::model::choices;
use crate::model::record;

choices! {
    /// What a person is.
    pub enum PersonKind {
        /// A human being.
        Human = "human",
        /// A role that somebody fills.
        Role = "role",
        /// A program; never counts as an approver.
        Bot = "bot",
    }

    /// Where a request for a new program stands.
    pub enum IntakeStatus {
        /// Came in.
        New = "new",
        /// Being looked at.
        Triage = "triage",
        /// Will become a program.
        Accepted = "accepted",
        /// Will not.
        Rejected = "rejected",
        /// Later.
        Parked = "parked",
    }
}

record! {
    /// Who is who: people, teams, calendars and vendors (`org.yaml`).
    pub struct Org = "org" {
        /// The people.
        people: Vec<OrgPerson>,
        /// The teams.
        teams: Vec<OrgTeam>,
        /// The calendars.
        calendars: Vec<CalendarRecord>,
        /// The vendors.
        vendors: Vec<Vendor>,
    }

    /// A person or a role.
    pub struct OrgPerson = "person" {
        /// The id used everywhere: `maria`.
        id: Id,
        /// The name to show; else the id.
        name: Option<Text>,
        /// What the person is; `human` unless given.
        ("type") kind: Option<PersonKind>,
        /// Roles for approvals: `sponsor`, `sre_lead`.
        roles: Vec<Text>,
        /// Addresses in Git commits.
        emails: Vec<Text>,
        /// The home team.
        team: Option<Team>,
        /// Who takes over when the person is away.
        backup: Option<Person>,
        /// The last day with us.
        left: Option<Date>,
    }

    /// A team.
    pub struct OrgTeam = "team" {
        /// The id used everywhere: `identity`.
        id: Id,
        /// The name to show; else the id.
        name: Option<Text>,
        /// Who leads it.
        lead: Option<Person>,
        /// Who is in it.
        members: Vec<Member>,
        /// The calendar it works by.
        calendar: Option<Id>,
        /// The share of the time that goes into planned work; 80% unless given.
        focus: Option<Percent>,
        /// Who is away when.
        leave: Vec<Leave>,
        /// Shares held back: `{oncall: 10%, unplanned: 15%}`.
        reserve: BTreeMap<String, Percent>,
        /// The iterations that its capacity is counted in; as in `epm.yaml` unless given.
        iterations: Option<Iterations>,
        /// Where it is reached.
        channel: Option<Text>,
    }

    /// A member of a team.
    pub struct Member = "member" {
        /// Who.
        id: Person,
        /// The share of a full-time person; 1 unless given.
        fte: Option<f64>,
        /// Skills.
        skills: Vec<Text>,
        /// The calendar the member works by, such as one of a part-time week; the team's unless given. Work that names an
        /// owner and no team goes by it too.
        calendar: Option<Id>,
        /// The first day in the team; from the beginning unless given.
        from: Option<Date>,
        /// The last day in the team.
        to: Option<Date>,
        /// How long a newcomer needs from `from` to full speed: `4w`. Meanwhile half is done on average.
        ramp: Option<Duration>,
        /// The share of a colleague that helping the newcomer costs meanwhile.
        mentor_cost: Option<Percent>,
    }

    /// Days that somebody is away.
    pub struct Leave = "leave" {
        /// Who; without one, the whole team.
        who: Option<Person>,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    }

    /// A vendor.
    pub struct Vendor = "vendor" {
        /// The id.
        id: Id,
        /// The name to show.
        name: Option<Text>,
        /// Our person for it.
        owner: Option<Person>,
        /// Their person.
        contact: Option<Text>,
        /// The calendar it works by.
        calendar: Option<Id>,
    }

    /// Decision rights and approvals (`policy.yaml`).
    pub struct Policy = "policy" {
        /// Who must agree to what.
        decisions: BTreeMap<String, DecisionRight>,
        /// How waivers are limited.
        waivers: Option<WaiverPolicy>,
        /// Who may not approve: `author`, `committer`.
        approver_not: Vec<Text>,
        /// The strictest level everywhere.
        regulated: Option<bool>,
    }

    /// Who must agree to a class of decisions.
    pub struct DecisionRight = "decision_right" {
        /// All of these roles.
        all_of: Vec<Text>,
        /// At least one of these roles.
        any_of: Vec<Text>,
        /// The least assurance: `A0` to `A4`.
        min_level: Option<Text>,
        /// The longest time that it may hold.
        max_days: Option<u32>,
    }

    /// How waivers are limited.
    pub struct WaiverPolicy = "waiver_policy" {
        /// The longest time that a waiver may hold.
        max_days: Option<u32>,
    }

    /// The portfolio: intake and groups (`portfolio.yaml`).
    pub struct Portfolio = "portfolio" {
        /// Requests for new programs.
        intake: Vec<IntakeRequest>,
        /// Groups of programs.
        groups: Vec<PortfolioGroup>,
    }

    /// A request for a new program.
    pub struct IntakeRequest = "intake_request" {
        /// The id.
        id: Id,
        /// What is asked for, in one line.
        title: Text,
        /// Who asks.
        requested_by: Option<Person>,
        /// When it came in.
        raised: Option<Date>,
        /// Where it stands.
        status: Option<IntakeStatus>,
        /// How much it is worth.
        value: Option<Band>,
        /// How much work it is.
        effort: Option<Band>,
        /// By when it is needed.
        needed_by: Option<Date>,
        /// A rough size.
        size: Option<Duration>,
    }

    /// A group of programs.
    pub struct PortfolioGroup = "portfolio_group" {
        /// The id.
        id: Id,
        /// The name to show.
        title: Text,
        /// The programs in it.
        programs: Vec<Id>,
        /// The person who answers for it.
        owner: Option<Person>,
        /// Labels.
        tags: OneOrMore,
    }
}
