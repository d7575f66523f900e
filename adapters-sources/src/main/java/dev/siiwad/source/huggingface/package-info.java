/**
 * Datasets of the Hugging Face Hub, and local files of the same formats: start at {@link dev.siiwad.source.huggingface.HuggingFaceSource}.
 */
package dev.siiwad.source.huggingface;
