/** What happens to a document between reading and keeping: {@link dev.siiwad.transform.Transform}. */
package dev.siiwad.transform;
