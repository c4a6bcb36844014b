"""Generates random networks and records how MPXJ schedules them.

    python generate.py FIRST_SEED COUNT > networks.jsonl

Needs `pip install mpxj JPype1` and a Java runtime. The checked-in `networks.jsonl` was made by `generate.py 1 700` with
MPXJ 16.10.0; `README.md` says how it is compared and which differences are known. Every network is one line of JSON:

    seed, start and as_of (the same day unless work has begun), cal, tasks, links, msp, p6

Times of the schedules are minutes from midnight of `start`; floats are minutes of work. A task is
{c: calendar, d: minutes of work, k: [constraint, day], b: committed day, s: started, f: finished, r: minutes left}.
"""

import json
import random
import sys
from datetime import date, datetime, time, timedelta

import jpype
import mpxj  # noqa: F401  (adds MPXJ to the class path)

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONDAY = date(2026, 3, 2)
OPENING = 9 * 60


class Cal:
    """A calendar: work from 09:00 on, so many minutes by day of the week, and days off."""

    def __init__(self, minutes, off):
        self.minutes = minutes
        self.off = off

    def of(self, day):
        return 0 if day in self.off else self.minutes[day.weekday()]

    def closing(self, day):
        """The last minute of work; on a day off the latest of the week, as epm has it."""
        return OPENING + (self.of(day) or max(self.minutes))

    def next_day(self, day):
        while not self.of(day):
            day += timedelta(1)
        return day

    def work(self, first, last):
        """Minutes of work from the morning of a day to the morning of another one."""
        return sum(self.of(first + timedelta(n)) for n in range((last - first).days))


def calendar(rng, index):
    if index == 0 or rng.random() < 0.3:
        minutes = [480] * 5 + [0, 0]
    elif rng.random() < 0.5:
        minutes = [480] * 3 + [240, 0, 0, 0]
    else:
        hours = rng.choice([6, 7, 8, 10])
        count = rng.randint(3, 7)
        minutes = [hours * 60] * count + [0] * (7 - count)
    off = set()
    if rng.random() < 0.7:
        for _ in range(rng.randint(1, 4)):
            first = MONDAY + timedelta(rng.randint(0, 70))
            off |= {first + timedelta(n) for n in range(rng.choice([1, 1, 2, 5]))}
    off.discard(MONDAY)
    return Cal(minutes, off)


def network(seed):
    """Makes the network of a seed, in a shape that epm, MS Project and P6 can all express."""
    rng = random.Random(seed)
    cals = [calendar(rng, n) for n in range(rng.choice([1, 1, 1, 2, 3]))]
    has_constraints = rng.random() < 0.5
    has_actuals = rng.random() < 0.3
    kinds = rng.choice([["FS"], ["FS", "FS", "SS", "FF"], ["FS", "FS", "FS", "SS", "FF", "SF"]])
    lags = rng.choice([0, 0.3, 0.5])
    as_of = MONDAY + timedelta(14) if has_actuals else MONDAY
    tasks, links = [], []
    for n in range(rng.randint(3, 11)):
        cal = rng.randrange(len(cals))
        c = cals[cal]
        is_milestone = rng.random() < 0.15
        half = c.minutes[0] // 2
        task = {"c": cal, "d": 0 if is_milestone else half * rng.choice([1, 2, 2, 4, 4, 6, 8, 10, 10, 15, 20])}
        preds = rng.sample(range(n), min(n, rng.choice([0, 1, 1, 2, 2, 3])))
        for pred in sorted(preds):
            lag = half * rng.choice([-6, -4, -2, -1, 1, 2, 4, 6, 10]) if rng.random() < lags else 0
            links.append([pred, n, rng.choice(kinds), lag])
        if has_actuals and not is_milestone and rng.random() < 0.5:
            progress(rng, c, task, tasks, [l for l in links if l[1] == n], as_of)
        day = as_of + timedelta(rng.randint(0, 45))
        if has_constraints and "s" not in task and rng.random() < 0.3:
            kind = rng.choice(
                ["SNET", "FNET", "FNLT", "MFO"] if is_milestone else ["SNET", "SNLT", "FNET", "FNLT", "MSO", "MFO", "ALAP"]
            )
            day = c.next_day(day) if rng.random() < 0.8 else day
            task["k"] = [kind, None if kind == "ALAP" else day.isoformat()]
        # A committed milestone that waits for nothing is on its committed day in epm: `README.md`, what is left out.
        if "f" not in task and (preds or not is_milestone) and rng.random() < 0.1:
            task["b"] = c.next_day(as_of + timedelta(rng.randint(5, 60))).isoformat()
        tasks.append(task)
    return cals, as_of, tasks, links


def progress(rng, c, task, tasks, links, as_of):
    """Lets work begin once all it waits for is over, at the speed of its calendar, so that the tools agree on what is left."""
    if any(kind != "FS" or lag or "f" not in tasks[pred] for pred, _, kind, lag in links):
        return
    first = MONDAY
    for pred, *_ in links:
        first = max(first, date.fromisoformat(tasks[pred]["f"]) + timedelta(1))
    first = c.next_day(first)
    if first >= as_of:
        return
    done = c.work(first, as_of)
    task["s"] = first.isoformat()
    if task["d"] > done:
        if done == 0:
            del task["s"]
        else:
            task["r"] = task["d"] - done
        return
    last = first
    while c.work(first, last + timedelta(1)) < task["d"]:
        last += timedelta(1)
    # It filled its last day.
    task["d"] = c.work(first, last + timedelta(1))
    task["f"] = last.isoformat()


J = {}


def java(name):
    if name not in J:
        J[name] = jpype.JClass(name)
    return J[name]


def at(day, minute):
    moment = datetime.combine(day, time()) + timedelta(minutes=minute)
    return java("java.time.LocalDateTime").of(moment.year, moment.month, moment.day, moment.hour, moment.minute)


def minutes(amount):
    return java("org.mpxj.Duration").getInstance(float(amount), java("org.mpxj.TimeUnit").MINUTES)


CONSTRAINTS = {
    "SNET": ("START_NO_EARLIER_THAN", "START_NO_EARLIER_THAN"),
    "SNLT": ("START_NO_LATER_THAN", "START_NO_LATER_THAN"),
    "FNET": ("FINISH_NO_EARLIER_THAN", "FINISH_NO_EARLIER_THAN"),
    "FNLT": ("FINISH_NO_LATER_THAN", "FINISH_NO_LATER_THAN"),
    # P6 has a soft and a mandatory form; epm's keeps the logic, which is the soft one.
    "MSO": ("MUST_START_ON", "START_ON"),
    "MFO": ("MUST_FINISH_ON", "FINISH_ON"),
    "ALAP": ("AS_LATE_AS_POSSIBLE", "AS_LATE_AS_POSSIBLE"),
}


def schedule(cals, as_of, tasks, links, is_p6):
    """Builds the project in MPXJ's terms and schedules it. Returns a row a task."""
    project = java("org.mpxj.ProjectFile")()
    props = project.getProjectProperties()
    kinds = java("org.mpxj.ConstraintType")
    for n, cal in enumerate(cals):
        record = project.addCalendar()
        record.setName(str(n))
        for weekday, length in enumerate(cal.minutes):
            day = java("java.time.DayOfWeek").of(weekday + 1)
            record.setCalendarDayType(day, getattr(java("org.mpxj.DayType"), "WORKING" if length else "NON_WORKING"))
            hours = record.addCalendarHours(day)
            if length:
                clock = java("java.time.LocalTime")
                end = OPENING + length
                hours.add(java("org.mpxj.LocalTimeRange")(clock.of(9, 0), clock.of(end // 60, end % 60)))
        for day in sorted(cal.off):
            record.addCalendarException(java("java.time.LocalDate").of(day.year, day.month, day.day))
        if n == 0:
            project.setDefaultCalendar(record)
    props.setMinutesPerDay(java("java.lang.Integer")(480))
    props.setMinutesPerWeek(java("java.lang.Integer")(2400))
    start = at(as_of, OPENING)
    props.setStartDate(start)
    props.setStatusDate(start)
    if is_p6:
        props.setRelationshipLagCalendar(java("org.mpxj.RelationshipLagCalendar").SUCCESSOR)
    cpm = "org.mpxj.cpm."
    slack = java(cpm + "PrimaveraSlackCalculator")(project) if is_p6 else java(cpm + "MicrosoftSlackCalculator")()
    project.getProjectConfig().setSlackClaculator(slack)  # sic
    records = []
    for n, task in enumerate(tasks):
        c = cals[task["c"]]
        record = project.addTask()
        record.setName(str(n))
        record.setCalendar(list(project.getCalendars())[task["c"]])
        record.setDuration(minutes(task["d"]))
        record.setPlannedDuration(minutes(task["d"]))
        activity = java("org.mpxj.ActivityType")
        record.setActivityType(activity.FINISH_MILESTONE if task["d"] == 0 else activity.TASK_DEPENDENT)
        record.setMilestone(task["d"] == 0)
        left = 0 if "f" in task else task.get("r", task["d"])
        record.setRemainingDuration(minutes(left))
        record.setActualDuration(minutes(task["d"] - left))
        if "s" in task:
            record.setActualStart(at(date.fromisoformat(task["s"]), OPENING))
        if "f" in task:
            day = date.fromisoformat(task["f"])
            record.setActualFinish(at(day, c.closing(day)))
        kind, day = task.get("k", [None, None])
        if kind is None:
            # Nothing starts before the day of the plan: P6 has that rule as well, MS Project needs to be told.
            is_told = not is_p6 and "s" not in task
            record.setConstraintType(kinds.START_NO_EARLIER_THAN if is_told else kinds.AS_SOON_AS_POSSIBLE)
            if is_told:
                record.setConstraintDate(start)
        else:
            record.setConstraintType(getattr(kinds, CONSTRAINTS[kind][is_p6]))
            if day:
                day = date.fromisoformat(day)
                is_start = kind in ("SNET", "SNLT", "MSO")
                record.setConstraintDate(at(day, OPENING if is_start else c.closing(day)))
        if "b" in task:
            day = date.fromisoformat(task["b"])
            if is_p6 and kind is None:
                record.setConstraintType(kinds.FINISH_NO_LATER_THAN)
                record.setConstraintDate(at(day, c.closing(day)))
            elif is_p6:
                record.setSecondaryConstraintType(kinds.FINISH_NO_LATER_THAN)
                record.setSecondaryConstraintDate(at(day, c.closing(day)))
            else:
                record.setDeadline(at(day, c.closing(day)))
        records.append(record)
    types = java("org.mpxj.RelationType")
    names = {"FS": types.FINISH_START, "SS": types.START_START, "FF": types.FINISH_FINISH, "SF": types.START_FINISH}
    for pred, succ, kind, lag in links:
        builder = java("org.mpxj.Relation$Builder")()
        builder.predecessorTask(records[pred]).type(names[kind]).lag(minutes(lag))
        records[succ].addPredecessor(builder)
    scheduler = java("org.mpxj.cpm." + ("PrimaveraScheduler" if is_p6 else "MicrosoftScheduler"))()
    try:
        scheduler.schedule(project, start)
    except java("java.time.DateTimeException"):
        # P6's scheduler overflows when work that waits as late as possible has only start-to-finish successors.
        return None
    origin = datetime.combine(MONDAY, time())

    def count(moment):
        if moment is None:
            return None
        return int((datetime.fromisoformat(str(moment)) - origin).total_seconds() // 60)

    def work(duration):
        return None if duration is None else round(float(duration.convertUnits(java("org.mpxj.TimeUnit").MINUTES, props).getDuration()))

    rows = []
    for record in records:
        dates = [record.getEarlyStart(), record.getEarlyFinish(), record.getLateStart(), record.getLateFinish()]
        rows.append([count(d) for d in dates] + [work(record.getTotalSlack()), work(record.getFreeSlack())])
    return rows


def main():
    first, total = int(sys.argv[1]), int(sys.argv[2])
    jpype.startJVM("-Xshare:auto")
    for seed in range(first, first + total):
        cals, as_of, tasks, links = network(seed)
        entry = {
            "seed": seed,
            "start": MONDAY.isoformat(),
            "as_of": as_of.isoformat(),
            "cal": [{"m": c.minutes, "off": [d.isoformat() for d in sorted(c.off)]} for c in cals],
            "tasks": tasks,
            "links": links,
            "msp": schedule(cals, as_of, tasks, links, False),
            "p6": schedule(cals, as_of, tasks, links, True),
        }
        print(json.dumps(entry, separators=(",", ":")))


main()
