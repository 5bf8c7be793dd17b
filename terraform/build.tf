# How packages become functions: Cloud Functions copies them into a bucket of its own, Cloud Build makes an image of each.

resource "google_storage_bucket" "packages" {
  project  = local.project
  name     = "${local.project}-packages"
  location = var.region

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true # scripts/package makes the same bytes of the same commit

  soft_delete_policy {
    retention_duration_seconds = 0
  }
}

resource "google_artifact_registry_repository" "functions" {
  project       = local.project
  location      = var.region
  repository_id = "functions"
  description   = "Images of Kursbuch's functions"
  format        = "DOCKER"

  # Every deployment adds images, and stored ones are paid for.
  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      older_than = "${7 * 24 * 60 * 60}s"
    }
  }
  cleanup_policies {
    id     = "keep-recent"
    action = "KEEP"
    most_recent_versions {
      keep_count = 2
    }
  }
}

# The account that Cloud Build would take by itself can do far more, or nothing, as the organisation has decided.
resource "google_service_account" "builder" {
  project      = local.project
  account_id   = "builder"
  display_name = "Builds the functions"
}

resource "google_project_iam_member" "builder" {
  for_each = {
    "roles/logging.logWriter" = null
    # Not the uploads, which have no business in a build.
    "roles/storage.objectViewer" = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-\")"
  }

  project = local.project
  role    = each.key
  member  = google_service_account.builder.member

  dynamic "condition" {
    for_each = each.value[*]
    content {
      title      = "sources-of-functions"
      expression = condition.value
    }
  }
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  project    = local.project
  location   = google_artifact_registry_repository.functions.location
  repository = google_artifact_registry_repository.functions.name
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.builder.member
}
