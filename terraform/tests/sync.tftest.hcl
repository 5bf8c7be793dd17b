# The calendar sync: who starts it, as whom it acts, what may be moved by whom.

mock_provider "google" {
  # The provider checks these also where they are made up.
  mock_resource "google_service_account" {
    defaults = {
      id     = "projects/kursbuch-test/serviceAccounts/mocked@kursbuch-test.iam.gserviceaccount.com"
      name   = "projects/kursbuch-test/serviceAccounts/mocked@kursbuch-test.iam.gserviceaccount.com"
      email  = "mocked@kursbuch-test.iam.gserviceaccount.com"
      member = "serviceAccount:mocked@kursbuch-test.iam.gserviceaccount.com"
    }
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
  override_resource {
    target = google_service_account.schedule
    values = {
      name   = "projects/kursbuch-test/serviceAccounts/schedule@kursbuch-test.iam.gserviceaccount.com"
      email  = "schedule@kursbuch-test.iam.gserviceaccount.com"
      member = "serviceAccount:schedule@kursbuch-test.iam.gserviceaccount.com"
    }
  }
}

variables {
  project_id       = "kursbuch-test"
  package_dir      = "tests/packages"
  alert_mails      = ["alarm@kursbuch.example"]
  admins           = ["admin@kursbuch.example"]
  planners         = ["planner@kursbuch.example"]
  calendar_subject = "kalender@kursbuch.example"
  callers          = ["group:staff@kursbuch.example"]

  settle_seconds    = 0
  delete_protection = false # what is made for a test has to go after it
}

run "the_schedule_starts_runs" {
  assert {
    condition = (
      google_cloud_scheduler_job.calendarsync.http_target[0].uri == output.calendarsync_url &&
      google_cloud_scheduler_job.calendarsync.http_target[0].http_method == "POST" &&
      google_cloud_scheduler_job.calendarsync.http_target[0].oidc_token[0].audience == output.calendarsync_url &&
      google_cloud_scheduler_job.calendarsync.http_target[0].oidc_token[0].service_account_email == "schedule@kursbuch-test.iam.gserviceaccount.com"
    )
    error_message = "It calls ${jsonencode(google_cloud_scheduler_job.calendarsync.http_target)}"
  }
  assert {
    condition = (
      google_cloud_run_v2_service_iam_member.schedule.name == "calendarsync" &&
      google_cloud_run_v2_service_iam_member.schedule.role == "roles/run.invoker" &&
      google_cloud_run_v2_service_iam_member.schedule.member == "serviceAccount:schedule@kursbuch-test.iam.gserviceaccount.com"
    )
    error_message = "Its account is to be let in, by this function only."
  }
  assert {
    condition     = module.calendarsync.function.service_config[0].environment_variables["PLANNERS"] == "calendarsync-schedule@kursbuch-test.iam.gserviceaccount.com,planner@kursbuch.example" && google_service_account.schedule.account_id == "calendarsync-schedule"
    error_message = "If it is known by its token, it has to be known as somebody who may start runs."
  }
  assert {
    condition     = tonumber(trimsuffix(google_cloud_scheduler_job.calendarsync.attempt_deadline, "s")) > module.calendarsync.function.service_config[0].timeout_seconds
    error_message = "It would not hear the end of a long run, and start it again."
  }
  assert {
    condition     = google_cloud_scheduler_job.calendarsync.time_zone == "Etc/UTC" && !google_cloud_scheduler_job.calendarsync.paused
    error_message = "Clocks are changed twice a year, but not that of UTC."
  }
}

run "without_a_user_nothing_runs" {
  command = plan
  variables {
    calendar_subject = ""
  }
  assert {
    condition     = google_cloud_scheduler_job.calendarsync.paused && length(google_monitoring_alert_policy.sync_silent) == 0
    error_message = "Each run would fail, or its absence be an alert."
  }
}

run "the_sync_acts_for_the_user" {
  assert {
    condition = (
      module.calendarsync.function.service_config[0].environment_variables["CALENDAR_SUBJECT"] == "kalender@kursbuch.example" &&
      module.calendarsync.function.service_config[0].environment_variables["CALENDAR_ACCOUNT"] == "calendarsync@kursbuch-test.iam.gserviceaccount.com"
    )
    error_message = "It is told ${jsonencode(module.calendarsync.function.service_config[0].environment_variables)}"
  }
  assert {
    condition = (
      google_service_account_iam_member.calendarsync_signs.role == "roles/iam.serviceAccountTokenCreator" &&
      google_service_account_iam_member.calendarsync_signs.service_account_id == "projects/kursbuch-test/serviceAccounts/mocked@kursbuch-test.iam.gserviceaccount.com" &&
      google_service_account_iam_member.calendarsync_signs.member == module.calendarsync.member
    )
    error_message = "An account signs as itself only."
  }
  assert {
    condition     = google_project_service.sync["iamcredentials.googleapis.com"].service != "" && google_project_service.sync["calendar-json.googleapis.com"].service != ""
    error_message = "What it calls has to be switched on."
  }
  assert {
    condition     = keys(module.calendarsync.roles) == ["roles/datastore.user"] && keys(module.settings.roles) == ["roles/datastore.user"]
    error_message = "In the project they write the database, and do nothing else."
  }
}

run "an_erase_deletes_uploads_and_reads_none" {
  assert {
    condition     = google_project_iam_custom_role.eraser.permissions == toset(["storage.objects.delete", "storage.objects.list"])
    error_message = "It may ${jsonencode(google_project_iam_custom_role.eraser.permissions)}"
  }
  assert {
    condition = (
      google_storage_bucket_iam_member.eraser.bucket == "kursbuch-test-imports" &&
      google_storage_bucket_iam_member.eraser.role == "projects/kursbuch-test/roles/kursbuchEraser" &&
      google_storage_bucket_iam_member.eraser.member == module.calendarsync.member
    )
    error_message = "Only the sync deletes uploads, in this bucket."
  }
  assert {
    condition = (
      google_storage_managed_folder_iam_member.eraser.managed_folder == "erased/" &&
      google_storage_managed_folder_iam_member.eraser.role == "roles/storage.objectUser" &&
      google_storage_managed_folder_iam_member.eraser.member == module.calendarsync.member &&
      module.calendarsync.function.service_config[0].environment_variables["IMPORT_BUCKET"] == "kursbuch-test-imports"
    )
    error_message = "Only the sync remembers which events were erased."
  }
}

run "only_settings_move_the_schedule" {
  assert {
    condition     = google_project_iam_custom_role.schedule.permissions == toset(["cloudscheduler.jobs.get", "cloudscheduler.jobs.update"])
    error_message = "It may ${jsonencode(google_project_iam_custom_role.schedule.permissions)}"
  }
  assert {
    condition = (
      google_project_iam_member.settings_schedule.role == "projects/kursbuch-test/roles/kursbuchSchedule" &&
      google_project_iam_member.settings_schedule.member == module.settings.member &&
      google_service_account_iam_member.settings_schedule.service_account_id == "projects/kursbuch-test/serviceAccounts/schedule@kursbuch-test.iam.gserviceaccount.com" &&
      google_service_account_iam_member.settings_schedule.role == "roles/iam.serviceAccountUser"
    )
    error_message = "Its rights are those of the job, and to let that call as it does."
  }
  assert {
    condition     = module.settings.function.service_config[0].environment_variables["SCHEDULER_JOB"] == "projects/kursbuch-test/locations/europe-west3/jobs/calendarsync"
    error_message = "It moves ${module.settings.function.service_config[0].environment_variables["SCHEDULER_JOB"]}"
  }
}

run "callers_may_call" {
  assert {
    condition     = module.calendarsync.callers == toset(["user:admin@kursbuch.example", "user:planner@kursbuch.example", "group:staff@kursbuch.example"])
    error_message = "Persons ask what becomes of their own appointments, nobody else may call."
  }
  assert {
    condition     = module.settings.callers == toset(["user:admin@kursbuch.example", "user:planner@kursbuch.example", "group:staff@kursbuch.example"])
    error_message = "Orgas plan the sessions of their event, approvers see them."
  }
}

run "somebody_hears_of_silence" {
  assert {
    condition = length(regexall(
      "user_${replace(google_logging_metric.sync_runs.name, "/", "_")}\\{[^}]*outcome=~\"done\\|partial\\|stopped\\|paused\"\\}\\[3h\\]",
      google_monitoring_alert_policy.sync_silent[0].conditions[0].condition_prometheus_query_language[0].query
    )) == 2
    error_message = "The query is ${google_monitoring_alert_policy.sync_silent[0].conditions[0].condition_prometheus_query_language[0].query}"
  }
  assert {
    condition = alltrue([
      for metric in concat([google_logging_metric.sync_runs], values(google_logging_metric.sync_numbers)) :
      strcontains(google_monitoring_dashboard.this.dashboard_json, ":user_${replace(metric.name, "/", "_")}")
    ])
    error_message = "A metric that nobody sees."
  }
}
