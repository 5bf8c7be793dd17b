output "import_bucket" {
  description = "Bucket that imports are uploaded into, below `imports/<event>/`."
  value       = google_storage_bucket.imports.name
}
