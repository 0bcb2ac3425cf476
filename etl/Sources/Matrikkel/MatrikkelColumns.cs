using CsvHelper;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Matrikkel;

/// <summary>Where the columns that are read stand in a file, by the names of Kartverket's header.</summary>
internal sealed record MatrikkelColumns(
    int Id,
    int Municipality,
    int Kind,
    int AddressCode,
    int AddressName,
    int HouseNumber,
    int HouseLetter,
    int LandNumber,
    int TitleNumber,
    int LeaseholdNumber,
    int SubNumber,
    int PostalCode,
    int Unit,
    int ExtractedAt)
{
    /// <exception cref="BadInputException">Another file of Matrikkelen, or a column is missing.</exception>
    public static MatrikkelColumns Of(CsvReader csv, string place)
    {
        if (csv.TryGetFieldIndex("bruksenhetid", out _))
            throw new BadInputException("matrikkel-dwelling-level", $"{place}, line 1: expected matrikkelenAdresse.csv, one row per address; found matrikkelenAdresseLeilighetsniva.csv, one row per dwelling. Download \"Matrikkelen - Adresse\" as CSV.");
        if (!csv.TryGetFieldIndex("grunnkretsnummer", out _) && csv.TryGetFieldIndex("kommunenummer", out _) && csv.TryGetFieldIndex("adressekode", out _))
            throw new BadInputException("matrikkel-no-units", $"{place}, line 1: expected matrikkelenAdresse.csv with the column grunnkretsnummer; found a file without it, as matrikkelenVegadresse.csv is. Download \"Matrikkelen - Adresse\" as CSV.");
        return new(
            Find("adresseId"),
            Find("kommunenummer"),
            Find("adressetype"),
            Find("adressekode"),
            Find("adressenavn"),
            Find("nummer"),
            Find("bokstav"),
            Find("gardsnummer"),
            Find("bruksnummer"),
            Find("festenummer"),
            Find("undernummer"),
            Find("postnummer"),
            Find("grunnkretsnummer"),
            Find("datauttaksdato"));

        int Find(string name) => csv.TryGetFieldIndex(name, out var index)
            ? index
            : throw new BadInputException("csv-header", $"{place}, line 1: expected the column {name} among others, with ';' between, as in matrikkelenAdresse.csv; found {csv.Headers.Count} columns without it.");
    }
}
