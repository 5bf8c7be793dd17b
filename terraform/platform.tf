# What all functions have in common. Each is one file, function_<name>.tf, which says what is its own.

locals {
  platform = {
    project     = local.project
    region      = var.region
    runtime     = var.runtime
    package_dir = var.package_dir
    packages    = google_storage_bucket.packages.name
    builder = {
      account = google_service_account.builder.name
      # Not its attribute repository, which the provider rewrites once the role is there.
      repository = "projects/${local.project}/locations/${var.region}/repositories/${google_artifact_registry_repository.functions.repository_id}"
      # Builds fail without these, so functions wait for them.
      grants = concat(values(google_project_iam_member.builder)[*].id, [google_artifact_registry_repository_iam_member.builder.id])
    }
    settle_seconds = var.settle_seconds
    environment = {
      GOOGLE_CLOUD_PROJECT = local.project
      FIRESTORE_DATABASE   = google_firestore_database.this.name
    }
    admins   = var.admins
    planners = var.planners
    # Besides a function's own URL: gcloud, see the variable.
    audiences = var.gcloud_tokens ? ["32555940559.apps.googleusercontent.com"] : []
  }

  # Who may call functions. What somebody may do there the function decides, by their verified mail address; CalendarSync
  # makes the ordinary run of a minute for whoever it is, once.
  callers = setunion([for mail in setunion(var.planners, var.admins) : "user:${mail}"], var.callers)
}
