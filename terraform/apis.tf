# The APIs that several parts need. One that only a single function needs stands in that function's file.

resource "google_project_service" "api" {
  for_each = toset([
    "artifactregistry.googleapis.com",
    "billingbudgets.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "eventarc.googleapis.com",
    "firestore.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "storage.googleapis.com",
  ])

  project = var.project_id
  service = each.key
  # Taking a deployment down must not stop what somebody else does in the project.
  disable_on_destroy = false
}

locals {
  # The project for whatever is made in it: taken from here, that waits for the APIs.
  project = one(distinct([for api in google_project_service.api : api.project]))

  # The project for whatever is read of it. An ID is not known before the first apply, so the first plan asks Google nothing.
  existing_project = split("/", google_project_service.api["storage.googleapis.com"].id)[0]
}

data "google_project" "this" {
  project_id = local.existing_project
}
