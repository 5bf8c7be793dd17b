# Versions are those of the deployment.
terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}
