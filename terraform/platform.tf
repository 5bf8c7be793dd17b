# What all functions have in common. Each is one file, function_<name>.tf, which says what is its own.

locals {
  platform = {
    project     = local.project
    region      = var.region
    runtime     = var.runtime
    package_dir = var.package_dir
    packages    = google_storage_bucket.packages.name
    # Account and repository are taken from the roles in them: builds fail without those, so they wait for them.
    builder    = trimprefix(distinct(values(google_project_iam_member.builder)[*].member)[0], "serviceAccount:")
    repository = google_artifact_registry_repository_iam_member.builder.repository
    environment = {
      GOOGLE_CLOUD_PROJECT = local.project
      FIRESTORE_DATABASE   = google_firestore_database.this.name
    }
    admins   = var.admins
    planners = var.planners
    # Besides a function's own URL: gcloud, see the variable.
    audiences = var.gcloud_tokens ? ["32555940559.apps.googleusercontent.com"] : []
  }

  # Who may call functions at all. What somebody may do there the function decides, by their verified mail address.
  callers = setunion(
    [for mail in var.admins : "user:${mail}"],
    [for people in var.events : setunion(people.orgas, people.approvers)]...
  )
  # Who may call those of the calendars.
  planners = [for mail in setunion(var.planners, var.admins) : "user:${mail}"]
}
