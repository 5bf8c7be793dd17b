# A deployment that uses everything, for scripts/check to plan.
project_id  = "kursbuch-check"
package_dir = "tests/packages"
alert_mails = ["alarm@kursbuch.example"]
admins      = ["admin@kursbuch.example"]
planners    = ["planner@kursbuch.example"]
callers     = ["group:approvers@kursbuch.example", "domain:kursbuch.example"]

feed_address     = "https://feeds.kursbuch.example"
calendar_subject = "kalender@kursbuch.example"
uploaders = {
  "1" = ["user:orga@kursbuch.example", "serviceAccount:houses@elsewhere.iam.gserviceaccount.com"]
  "2" = []
}

console_google_client_id = "123456789012-check.apps.googleusercontent.com"
console_issuer           = { url = "https://sso.kursbuch.example", name = "Verein", client_id = "console", domains = ["kursbuch.example"] }
