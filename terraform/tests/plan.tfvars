# A deployment that uses everything, for scripts/check to plan.
project_id  = "kursbuch-check"
package_dir = "tests/packages"
alert_mails = ["alarm@kursbuch.example"]
admins      = ["admin@kursbuch.example"]
planners    = ["planner@kursbuch.example"]
persons     = ["group:staff@kursbuch.example"]

feed_address     = "https://feeds.kursbuch.example"
calendar_subject = "kalender@kursbuch.example"
events = {
  "1" = {
    orgas     = ["user:orga@kursbuch.example"]
    approvers = ["group:approvers@kursbuch.example"]
  }
}
