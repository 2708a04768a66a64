package vn.hanoi.datahub.query;

import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** The shipped catalogue, loaded once for all tests. */
public final class Shipped {

    public static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());

    private Shipped() {}
}
