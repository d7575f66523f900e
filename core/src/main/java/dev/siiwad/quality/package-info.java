/** What a text looks like in numbers, and which texts are worth training on: {@link dev.siiwad.quality.QualityStep}. */
package dev.siiwad.quality;
