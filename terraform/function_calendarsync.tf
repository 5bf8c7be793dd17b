# CalendarSync: a sync run of the job calendar into the master calendar, started by Cloud Scheduler.

locals {
  # What only the sync needs: to call Google Calendar, to sign as the function's account, to be started.
  sync_apis = toset(["calendar-json.googleapis.com", "cloudscheduler.googleapis.com", "iamcredentials.googleapis.com"])
}

resource "google_project_service" "sync" {
  for_each = local.sync_apis

  project            = local.project
  service            = each.key
  disable_on_destroy = false # as in apis.tf
}

module "calendarsync" {
  source = "./modules/function"

  platform    = local.platform
  name        = "calendarsync"
  entry_point = "CalendarSync"
  description = "Mirrors the job calendar into the master calendar"

  # There is one run at a time, which the function sees to; next to it people look at the plan.
  concurrency     = 4
  memory_mib      = 1024
  max_instances   = 2
  timeout_seconds = local.sync_seconds

  environment = {
    CALENDAR_SUBJECT = var.calendar_subject
    IMPORT_BUCKET    = google_storage_bucket.imports.name
    CALENDAR_ACCOUNT = "calendarsync@${local.project}.iam.gserviceaccount.com"
    # Should Cloud Run ever leave the signature on the token of Cloud Scheduler, that must not be a stranger.
    PLANNERS = join(",", setunion(var.planners, ["calendarsync-schedule@${local.project}.iam.gserviceaccount.com"]))
  }

  roles   = { "roles/datastore.user" = local.this_database }
  callers = local.callers
}

# An event that is erased takes all versions of its uploads with it, which only the tick of the sync does.
resource "google_project_iam_custom_role" "eraser" {
  project     = local.project
  role_id     = "kursbuchEraser"
  title       = "Kursbuch: deletes uploads"
  description = "Lists and deletes objects in all versions, without reading any"
  permissions = ["storage.objects.delete", "storage.objects.list"]
}

resource "google_storage_bucket_iam_member" "eraser" {
  bucket = google_storage_bucket.imports.name
  role   = "projects/${local.project}/roles/${google_project_iam_custom_role.eraser.role_id}"
  member = module.calendarsync.member
}

# What is remembered of erases, so that a restored database repeats them. Nobody else writes there.
resource "google_storage_managed_folder" "erased" {
  bucket        = google_storage_bucket.imports.name
  name          = "erased/"
  force_destroy = true # as in bucket.tf
}

resource "google_storage_managed_folder_iam_member" "eraser" {
  bucket         = google_storage_bucket.imports.name
  managed_folder = google_storage_managed_folder.erased.name
  role           = "roles/storage.objectUser"
  member         = module.calendarsync.member
}

locals {
  # How long a run may take; what is left is done by the next one.
  sync_seconds = 300
}

# It signs, without a key, that it is the user who owns the calendar; Workspace believes it for the scopes delegated to it.
resource "google_service_account_iam_member" "calendarsync_signs" {
  service_account_id = "projects/${local.project}/serviceAccounts/${trimprefix(module.calendarsync.member, "serviceAccount:")}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = module.calendarsync.member
}

resource "google_service_account" "schedule" {
  project      = local.project
  account_id   = "calendarsync-schedule"
  display_name = "Starts sync runs"
}

# Cloud Run knows Cloud Scheduler by this role, and takes the signature off its token: the function does not know who calls.
# It starts an ordinary run for whoever may invoke it, and nothing else, see functions/calendarsync.
resource "google_cloud_run_v2_service_iam_member" "schedule" {
  project  = local.project
  location = var.region
  name     = module.calendarsync.function.name
  role     = "roles/run.invoker"
  member   = google_service_account.schedule.member
}

resource "google_cloud_scheduler_job" "calendarsync" {
  project     = google_project_service.sync["cloudscheduler.googleapis.com"].project
  region      = var.region
  name        = "calendarsync"
  description = "Starts sync runs at the interval in the settings"
  schedule    = "2-59/5 * * * *" # that of the settings before anybody changes them; scripts/check compares
  time_zone   = "Etc/UTC"
  paused      = var.calendar_subject == ""

  # Longer than the function takes, so that its answer is heard.
  attempt_deadline = "${local.sync_seconds + 20}s"
  retry_config {
    retry_count          = 3 # the next run may be a day away
    min_backoff_duration = "30s"
    max_backoff_duration = "300s"
  }

  http_target {
    http_method = "POST"
    uri         = module.calendarsync.url
    oidc_token {
      service_account_email = google_service_account.schedule.email
      audience              = module.calendarsync.url
    }
  }

  lifecycle {
    # The function Settings moves it when somebody changes the interval, which apply must not undo.
    ignore_changes = [schedule]
  }
  depends_on = [google_cloud_run_v2_service_iam_member.schedule] # the first call would be refused
}

output "calendarsync_url" {
  description = "URL of CalendarSync."
  value       = module.calendarsync.url
}

output "calendar_client_id" {
  description = "Client ID to enter in the Google Workspace admin console, under Security, API controls, Domain-wide delegation."
  value       = module.calendarsync.client_id
}

output "calendar_scopes" {
  description = "OAuth scopes to enter there next to it: calendars that Kursbuch created, who may read them."
  value       = "https://www.googleapis.com/auth/calendar.app.created,https://www.googleapis.com/auth/calendar.acls"
}

resource "google_logging_metric" "sync_runs" {
  project     = local.project
  name        = "kursbuch/sync_runs"
  description = "Sync runs that ended"
  filter      = local.sync_run

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    labels {
      key         = "outcome"
      description = "How it ended: done, partial, failed, stopped, paused"
    }
  }
  label_extractors = { outcome = "EXTRACT(jsonPayload.outcome)" }
}

locals {
  sync_run = "resource.type=\"cloud_run_revision\" AND jsonPayload.message=\"sync run ended\""
  # Numbers in that line, each a metric.
  sync_numbers = {
    units  = "Calls of Google's API by a sync run, each a unit of its quota"
    parked = "Appointments that wait at the end of a sync run, as Google did not take them"
    open   = "Guests from outside whom the budget left out of a sync run"
    held   = "Losses that the guard held back in a sync run"
  }
}

resource "google_logging_metric" "sync_numbers" {
  for_each = local.sync_numbers

  project         = local.project
  name            = "kursbuch/sync_${each.key}"
  description     = each.value
  filter          = local.sync_run
  value_extractor = "EXTRACT(jsonPayload.${each.key})"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
  }
  bucket_options {
    exponential_buckets {
      num_finite_buckets = 24
      growth_factor      = 2
      scale              = 1
    }
  }
}

# A run that fails is an error in the log, of which alerts.tf tells. This is about runs that nobody starts.
resource "google_monitoring_alert_policy" "sync_silent" {
  count = var.calendar_subject == "" ? 0 : 1

  project               = local.project
  display_name          = "Kursbuch: the calendar is not mirrored"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.alert_channels

  conditions {
    display_name = "No successful sync run for ${var.sync_silent_hours} hours"
    condition_prometheus_query_language {
      # Without lines of the log there may be no points at all.
      query               = <<-EOT
        absent_over_time(${local.successful_runs}[${var.sync_silent_hours}h])
        or
        sum(increase(${local.successful_runs}[${var.sync_silent_hours}h])) == 0
      EOT
      evaluation_interval = "600s"
      duration            = "0s"
      # The metric is there once the first run is.
      disable_metric_validation = true
    }
  }

  documentation {
    content = <<-EOT
      No sync run has succeeded for ${var.sync_silent_hours} hours. What the last ones say: `GET ${module.calendarsync.url}?runs`

      If there are none: is the job [calendarsync](https://console.cloud.google.com/cloudscheduler?project=${local.project}) enabled, and what does its last execution say?
      If the interval in the settings is longer than that, apply with a larger sync_silent_hours.
    EOT
  }
}

locals {
  successful_runs = "logging_googleapis_com:user_kursbuch_sync_runs{monitored_resource=\"cloud_run_revision\", outcome=~\"done|partial|stopped|paused\"}"
}
