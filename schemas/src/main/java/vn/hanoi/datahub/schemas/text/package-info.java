/** What a caller may have meant. */
@org.jspecify.annotations.NullMarked
package vn.hanoi.datahub.schemas.text;
