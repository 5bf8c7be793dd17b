# Who may call the function: those listed, or, if it has a trigger, only the trigger.

locals {
  url = "https://${var.platform.region}-${var.platform.project}.cloudfunctions.net/${var.name}"
  # Triggers make themselves known to Cloud Run, callers to the function as well, by a token unless they are browsers.
  caller_environment = var.trigger != null ? {} : merge(
    { ADMINS = join(",", var.platform.admins), PLANNERS = join(",", var.platform.planners) },
    var.pages ? {} : { ID_TOKEN_AUDIENCES = join(",", concat([local.url], var.platform.audiences)) },
  )
}

resource "google_service_account" "trigger" {
  count = var.trigger == null ? 0 : 1

  project      = var.platform.project
  account_id   = "${var.name}-trigger"
  display_name = "Trigger of ${var.entry_point}"
}

resource "google_project_iam_member" "receiver" {
  count = var.trigger == null ? 0 : 1

  project = var.platform.project
  role    = "roles/eventarc.eventReceiver"
  member  = google_service_account.trigger[0].member
}

resource "google_cloud_run_v2_service_iam_member" "caller" {
  for_each = var.trigger == null ? { for caller in var.callers : caller => caller } : { trigger = google_service_account.trigger[0].member }

  project  = var.platform.project
  location = var.platform.region
  name     = google_cloudfunctions2_function.this.name # the service that Cloud Functions makes has the function's name
  role     = "roles/run.invoker"
  member   = each.value
}
