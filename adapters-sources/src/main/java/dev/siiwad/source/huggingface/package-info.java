/** Datasets of the Hugging Face Hub: start at {@link dev.siiwad.source.huggingface.HuggingFaceSource}. */
package dev.siiwad.source.huggingface;
