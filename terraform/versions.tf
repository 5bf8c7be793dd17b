terraform {
  # OpenTofu or Terraform. Since 1.9 the validation of a variable may look at other variables.
  required_version = ">= 1.9"

  required_providers {
    google = {
      source = "hashicorp/google"
      # The one that scripts/check tests, exactly. The two registries have different checksums for it, so whoever deploys
      # keeps the lock file that their init writes.
      version = "8.0.0"
    }
  }

  # Its bucket is named by init, see README.md. A state on one laptop is lost with the laptop.
  backend "gcs" {
    prefix = "kursbuch"
  }
}

provider "google" {
  project = var.project_id
  region  = var.region

  # Budgets are asked for on behalf of a project, and of this one rather than the one that gcloud itself belongs to.
  billing_project       = var.project_id
  user_project_override = true

  default_labels = { app = "kursbuch" }
}
