package vn.hanoi.datahub.domain;

/** A name or sentence in the city's two languages, Vietnamese and English. */
public record Text(String vi, String en) {}
