resource "google_storage_bucket" "imports" {
  project  = local.project
  name     = "${local.project}-imports"
  location = var.region

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  deletion_policy             = var.delete_protection ? "PREVENT" : "DELETE"
  force_destroy               = !var.delete_protection

  # Whoever uploads may overwrite and delete, so what they overwrote or deleted is kept: as a version, and for a week even
  # if they delete that.
  versioning {
    enabled = true
  }
  soft_delete_policy {
    retention_duration_seconds = 7 * 24 * 60 * 60
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age        = var.upload_retention_days
      with_state = "ANY" # a deleted upload becomes a version, which is deleted the next day
    }
  }
  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }
    condition {
      age = 1
    }
  }
}

locals {
  uploads = merge([
    for event, people in var.events : { for orga in people.orgas : "${event} ${orga}" => { event = event, orga = orga } }
  ]...)
}

# Orgas upload into the folder of their event. To overwrite an upload takes the right to delete, which objectCreator lacks.
resource "google_storage_bucket_iam_member" "orga" {
  for_each = local.uploads

  bucket = google_storage_bucket.imports.name
  role   = "roles/storage.objectUser"
  member = each.value.orga

  condition {
    title = "event-${each.value.event}"
    # The slash at the end keeps event 1 out of event 12. Listing is not about an object, but about the prefix asked for.
    expression = join(" || ", [
      "resource.name.startsWith(\"projects/_/buckets/${google_storage_bucket.imports.name}/objects/imports/${each.value.event}/\")",
      "api.getAttribute(\"storage.googleapis.com/objectListPrefix\", \"\").startsWith(\"imports/${each.value.event}/\")",
    ])
  }
}
