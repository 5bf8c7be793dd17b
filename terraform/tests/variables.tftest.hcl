# Values that Google would refuse halfway through an apply, or worse, accept.

mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      email  = "mock@kursbuch-test.iam.gserviceaccount.com"
      member = "serviceAccount:mock@kursbuch-test.iam.gserviceaccount.com"
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

run "the_number_of_the_project" {
  command = plan
  variables {
    project_id = "123456789012"
  }
  expect_failures = [var.project_id]
}

run "a_multi_region" {
  command = plan
  variables {
    region = "eur3"
  }
  expect_failures = [var.region]
}

run "a_runtime_that_is_not_there" {
  command = plan
  variables {
    runtime = "go999"
  }
  expect_failures = [var.runtime]
}

run "an_event_with_a_name" {
  command = plan
  variables {
    events = { "winter" = { orgas = [], approvers = [] } }
  }
  expect_failures = [var.events]
}

run "an_event_with_a_slash" {
  command = plan
  variables {
    events = { "1/../2" = { orgas = [], approvers = [] } }
  }
  expect_failures = [var.events]
}

run "an_event_whose_orga_is_everybody" {
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

run "an_admin_as_a_principal" {
  command = plan
  variables {
    admins = ["user:admin@kursbuch.example"]
  }
  expect_failures = [var.admins]
}

run "two_admins_in_one" {
  command = plan
  variables {
    admins = ["a@kursbuch.example,b@kursbuch.example"]
  }
  expect_failures = [var.admins]
}

run "nobody_to_alert" {
  command = plan
  variables {
    alert_mails = []
  }
  expect_failures = [var.alert_mails]
}

run "a_proposal_that_is_stale_when_it_has_expired" {
  command = plan
  variables {
    stale_after_hours = 336
  }
  expect_failures = [var.stale_after_hours]
}

run "uploads_that_go_before_their_decision" {
  command = plan
  variables {
    upload_retention_days = 7
  }
  expect_failures = [var.upload_retention_days]
}

run "a_budget_of_nothing" {
  command = plan
  variables {
    monthly_budget = 0
  }
  expect_failures = [var.monthly_budget]
}
