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
      # What is remembered of erases stays.
      matches_prefix = ["imports/", "console/"]
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

# Each event has a folder with a policy of its own: a policy holds 1,500 members, and conditions on the bucket's, by which the
# same could be said, are 20 for a member at most.
resource "google_storage_managed_folder" "event" {
  for_each = var.uploaders

  bucket = google_storage_bucket.imports.name
  # The slash at the end keeps event 1 out of event 12.
  name          = "imports/${each.key}/"
  force_destroy = true # which concerns the folder's policy, not what is in it
}

# Tables that lead the job calendar have a folder of their own: who may upload imports may not change appointments, and the
# other way round.
resource "google_storage_managed_folder" "tables" {
  bucket        = google_storage_bucket.imports.name
  name          = "jobcalendar/"
  force_destroy = true # which concerns the folder's policy, not what is in it
}

# A table is dropped under the same name again and again, which takes the right to delete.
resource "google_storage_managed_folder_iam_member" "table_dropper" {
  for_each = var.table_droppers

  bucket         = google_storage_bucket.imports.name
  managed_folder = google_storage_managed_folder.tables.name
  role           = "roles/storage.objectUser"
  member         = each.value
}

locals {
  uploads = merge([
    for event, accounts in var.uploaders : { for account in accounts : "${event} ${account}" => { event = event, account = account } }
  ]...)
}

# To overwrite an upload takes the right to delete, which objectCreator lacks.
resource "google_storage_managed_folder_iam_member" "uploader" {
  for_each = local.uploads

  bucket         = google_storage_bucket.imports.name
  managed_folder = google_storage_managed_folder.event[each.value.event].name
  role           = "roles/storage.objectUser"
  member         = each.value.account
}
