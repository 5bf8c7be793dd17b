# Values that Google would refuse halfway through an apply, or worse, accept.

mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      email  = "mocked@kursbuch-test.iam.gserviceaccount.com"
      member = "serviceAccount:mocked@kursbuch-test.iam.gserviceaccount.com"
    }
  }
  mock_resource "google_project_service" {
    defaults = { id = "kursbuch-test/storage.googleapis.com" }
  }
  mock_data "google_storage_project_service_account" {
    defaults = { member = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com" }
  }
}

variables {
  project_id  = "kursbuch-test"
  package_dir = "tests/packages"
  alert_mails = ["alarm@kursbuch.example"]
}

# All at once: each of them has to fail.
run "wrong_values" {
  command = plan
  variables {
    project_id            = "123456789012" # its number
    region                = "eur3"         # a multi-region
    runtime               = "go999"
    package_dir           = "tests" # no package in it
    events                = { "winter" = { orgas = [], approvers = [] } }
    admins                = ["user:admin@kursbuch.example"]
    planners              = ["user:planner@kursbuch.example"]
    persons               = ["staff@kursbuch.example"]
    feed_address          = "http://feeds.kursbuch.example"                      # for everybody to read
    calendar_subject      = "calendarsync@kursbuch-test.iam.gserviceaccount.com" # invites nobody
    sync_silent_hours     = 0
    alert_mails           = []
    stale_after_hours     = 336 # expired by then
    upload_retention_days = 7   # gone before its decision
    monthly_budget        = 0
  }
  expect_failures = [
    var.project_id, var.region, var.runtime, var.package_dir, var.events, var.admins, var.planners,
    var.persons, var.feed_address, var.calendar_subject, var.sync_silent_hours, var.alert_mails, var.stale_after_hours, var.upload_retention_days, var.monthly_budget,
  ]
}

run "other_wrong_values" {
  command = plan
  variables {
    project_id            = "Kursbuch"
    region                = "europe-west3-a"                              # a zone
    events                = { "1/../2" = { orgas = [], approvers = [] } } # another event
    admins                = ["a@kursbuch.example,b@kursbuch.example"]     # two in one
    planners              = ["planner"]
    persons               = ["allAuthenticatedUsers"]
    calendar_subject      = "user:kalender@kursbuch.example"
    sync_silent_hours     = 0.5
    alert_mails           = ["alarm@kursbuch.example", "call me"]
    stale_after_hours     = 1.5
    upload_retention_days = 9999
    monthly_budget        = 9.99
  }
  expect_failures = [
    var.project_id, var.region, var.events, var.admins, var.planners, var.persons, var.calendar_subject, var.sync_silent_hours, var.alert_mails, var.stale_after_hours,
    var.upload_retention_days, var.monthly_budget,
  ]
}

run "everybody_as_orga" {
  command = plan
  variables {
    events = { "1" = { orgas = ["allUsers"], approvers = [] } }
  }
  expect_failures = [var.events]
}

run "an_approver_without_a_kind" {
  command = plan
  variables {
    events = { "1" = { orgas = [], approvers = ["approver@kursbuch.example"] } }
  }
  expect_failures = [var.events]
}
