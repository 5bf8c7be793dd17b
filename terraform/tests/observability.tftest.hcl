# Metrics, alerts, dashboard, budget. Their filters and queries are text to everybody but Google.

mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      email  = "mocked@kursbuch-test.iam.gserviceaccount.com"
      member = "serviceAccount:mocked@kursbuch-test.iam.gserviceaccount.com"
    }
  }
  mock_resource "google_monitoring_notification_channel" {
    defaults = { name = "projects/kursbuch-test/notificationChannels/1" }
  }
  mock_resource "google_project_service" {
    defaults = { id = "kursbuch-test/storage.googleapis.com" }
  }
  mock_data "google_project" {
    defaults = {
      number          = "123456789012"
      billing_account = "012345-6789AB-CDEF01"
    }
  }
  mock_data "google_storage_project_service_account" {
    defaults = { member = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com" }
  }
}

variables {
  project_id  = "kursbuch-test"
  package_dir = "tests/packages"
  alert_mails = ["alarm@kursbuch.example"]

  settle_seconds    = 0
  delete_protection = false # what is made for a test has to go after it
}

run "metrics_take_what_is_in_the_log" {
  assert {
    condition = alltrue([
      for metric in [google_logging_metric.imports_checked, google_logging_metric.imports_decided] :
      toset(metric.metric_descriptor[0].labels[*].key) == toset(keys(metric.label_extractors))
    ])
    error_message = "Each label of a metric has to be taken from somewhere."
  }
  assert {
    condition     = google_logging_metric.import_problems.value_extractor == "EXTRACT(jsonPayload.problems)" && google_logging_metric.import_problems.metric_descriptor[0].value_type == "DISTRIBUTION"
    error_message = "The number of problems is a distribution."
  }
}

run "somebody_hears_of_errors" {
  assert {
    condition     = google_monitoring_alert_policy.errors.notification_channels == tolist(["projects/kursbuch-test/notificationChannels/1"])
    error_message = "An alert that nobody gets."
  }
  assert {
    condition     = length(google_monitoring_alert_policy.errors.conditions[0].condition_threshold[0].aggregations[0].group_by_fields) == 1
    error_message = "Each function is to have an incident of its own."
  }
}

run "the_dashboard_shows_all_metrics" {
  assert {
    condition = alltrue([
      for metric in [google_logging_metric.imports_checked, google_logging_metric.imports_decided, google_logging_metric.import_problems] :
      strcontains(google_monitoring_dashboard.this.dashboard_json, ":user_${replace(metric.name, "/", "_")}")
    ])
    error_message = "A metric that nobody sees."
  }
  assert {
    condition     = length(distinct([for tile in jsondecode(google_monitoring_dashboard.this.dashboard_json).mosaicLayout.tiles : "${tile.xPos} ${tile.yPos}"])) == length(local.charts)
    error_message = "Charts lie on top of each other."
  }
}

run "the_budget_is_that_of_this_project" {
  assert {
    condition = (
      google_billing_budget.month[0].billing_account == "012345-6789AB-CDEF01" &&
      google_billing_budget.month[0].budget_filter[0].projects == toset(["projects/123456789012"]) &&
      google_billing_budget.month[0].amount[0].specified_amount[0].units == "20"
    )
    error_message = "The budget is ${jsonencode(google_billing_budget.month[0])}"
  }
  assert {
    condition     = max(google_billing_budget.month[0].threshold_rules[*].threshold_percent...) == 1
    error_message = "1 is 100 %; 100 would be a hundred times the budget."
  }
}

run "there_may_be_no_budget" {
  command = plan
  variables {
    monthly_budget = 0
  }
  assert {
    condition     = length(google_billing_budget.month) == 0
    error_message = "Without the right to make a budget there is to be none."
  }
}

run "no_log_holds_the_key_of_a_feed" {
  assert {
    condition = alltrue([
      for address in ["https://jobcalendar-x-ey.a.run.app/persons/anna/feed.ics?key=secret", "https://console.example/feed/anna/secret.ics"] :
      can(regex(regex("requestUrl=~\"(.*)\"$", google_logging_project_exclusion.feeds.filter)[0], address))
    ])
    error_message = "The filter is ${google_logging_project_exclusion.feeds.filter}"
  }
  assert {
    condition     = startswith(google_logging_project_exclusion.feeds.filter, "log_id(\"run.googleapis.com/requests\") AND ")
    error_message = "What functions write themselves is to be kept."
  }
}
