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
    database              = "Default"
    package_dir           = "tests" # no package in it
    uploaders             = { "winter" = [] }
    callers               = ["staff@kursbuch.example"]
    settle_seconds        = 1.5
    admins                = ["user:admin@kursbuch.example"]
    planners              = ["user:planner@kursbuch.example"]
    feed_address          = "http://feeds.kursbuch.example"                      # for everybody to read
    calendar_subject      = "calendarsync@kursbuch-test.iam.gserviceaccount.com" # invites nobody
    sync_silent_hours     = 0
    alert_mails           = []
    upload_retention_days = 7 # gone before its decision
    monthly_budget        = -1

    console_google_client_id = "secret-of-a-client"
    console_issuer           = { url = "http://sso.kursbuch.example", name = "Verein", client_id = "console", domains = ["kursbuch.example"] }
    console_iap_audience     = "https://console.kursbuch.example"
  }
  expect_failures = [
    var.project_id, var.region, var.runtime, var.database, var.package_dir, var.uploaders, var.callers, var.settle_seconds, var.admins, var.planners,
    var.feed_address, var.calendar_subject, var.sync_silent_hours, var.alert_mails, var.upload_retention_days, var.monthly_budget,
    var.console_google_client_id, var.console_issuer, var.console_iap_audience,
  ]
}

run "other_wrong_values" {
  command = plan
  variables {
    project_id            = "Kursbuch"
    region                = "europe-west3-a"  # a zone
    uploaders             = { "1/../2" = [] } # another event
    callers               = ["domain:staff@kursbuch.example"]
    settle_seconds        = 601
    admins                = ["a@kursbuch.example,b@kursbuch.example"] # two in one
    planners              = ["planner"]
    calendar_subject      = "user:kalender@kursbuch.example"
    sync_silent_hours     = 0.5
    alert_mails           = ["alarm@kursbuch.example", "call me"]
    upload_retention_days = 9999
    monthly_budget        = 9.99
    console_issuer        = { url = "https://sso.kursbuch.example", name = "Verein", client_id = "console", domains = [] }
    console_iap_audience  = "/projects/kursbuch-test/locations/europe-west3/services/console" # its ID
  }
  expect_failures = [
    var.project_id, var.region, var.uploaders, var.callers, var.settle_seconds, var.admins, var.planners, var.calendar_subject, var.sync_silent_hours, var.alert_mails,
    var.upload_retention_days, var.monthly_budget, var.console_issuer, var.console_iap_audience,
  ]
}

run "everybody_may_upload" {
  command = plan
  variables {
    uploaders = { "1" = ["allUsers"] }
  }
  expect_failures = [var.uploaders]
}

run "nobody_knows_who_of_a_group_uploaded" {
  command = plan
  variables {
    uploaders = { "1" = ["user:orga@kursbuch.example", "group:team@kursbuch.example"] }
  }
  expect_failures = [var.uploaders]
}

run "nor_who_of_a_domain" {
  command = plan
  variables {
    uploaders = { "1" = ["domain:kursbuch.example"] }
  }
  expect_failures = [var.uploaders]
}

run "an_uploader_without_a_kind" {
  command = plan
  variables {
    uploaders = { "1" = ["orga@kursbuch.example"] }
  }
  expect_failures = [var.uploaders]
}

run "more_uploaders_than_the_check_can_be_told_of" {
  command = plan
  variables {
    uploaders = { for n in range(1, 900) : n => ["user:somebody-${n}@kursbuch.example"] }
  }
  expect_failures = [var.uploaders]
}

run "a_group_drops_tables" {
  command = plan
  variables {
    table_droppers = ["group:planners@kursbuch.example"]
  }
  expect_failures = [var.table_droppers]
}

run "everybody_may_call" {
  command = plan
  variables {
    callers = ["allAuthenticatedUsers"]
  }
  expect_failures = [var.callers]
}
