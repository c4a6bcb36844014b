//! The demo page in every target, as files a person can read (`INSTA_UPDATE=always` writes them anew).

use serde_json::Value as Json;

use crate::render::TARGETS;
use crate::render::tests::demo;

const PROSE: &str = "\
We moved to *two* regions; see [the charter](../charter.md) and https://example.com/x_y (soon).

# Why

A **bold** claim with `code`, ~~old~~ new, and ![a picture](https://example.com/p.png).

1. one
   - nested
   - twice
2. two

   ```sh
   echo \"a | b\"
   ```

| Risk | Owner |
|------|:-----:|
| a \\| b | Maria |

> [!IMPORTANT]
> Read this.

- [x] done
- plain
";

fn view() -> Json {
    let mut view = demo::view("Atlas: R&D migration #2 (phase_one)", PROSE);
    view["program"]["word"] = "AT RISK".into();
    view["program"]["trend"] = "↘".into();
    view["program"]["headline"] = "The vendor certificate is late; we ask for an interim one.".into();
    view["program"]["reason"] = "Vendor certificate is late".into();
    for (i, (title, owner)) in
        [("API freeze", "maria"), ("Pilot | 2 sites", "@org/team"), ("GA", "li")].iter().enumerate()
    {
        view["milestones"][i]["title"] = (*title).into();
        view["milestones"][i]["owner"] = (*owner).into();
        view["milestones"][i]["note"] = "Waits for *two* things:\n\n- one\n- two".into();
    }
    view
}

#[test]
fn every_target_writes_the_demo_page() {
    for target in TARGETS {
        let render =
            || demo::render_files(&view(), &demo::page("Atlas - status 2026-W48"), target.name).unwrap();
        let text = render().join("\n--- beside it ---\n");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("demo-{}", target.name), text);
        });
        assert_eq!(text, render().join("\n--- beside it ---\n"));
    }
}
