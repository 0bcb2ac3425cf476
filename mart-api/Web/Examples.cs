using System.Text.Json.Nodes;

namespace PersonEtl.MartApi.Web;

/// <summary>The examples of the OpenAPI document. The address is the Person API's own example; a test holds it equal to what is served.</summary>
internal static class Examples
{
    private const string Person = """
        {
          "name": [
            {"givenName": "OLA", "middleName": null, "familyName": "NORDMANN", "shortName": "NORDMANN OLA", "registeredAt": "2020-03-31T18:41:15Z", "isValid": true, "source": "KILDE_DSF", "reason": null, "validFrom": "1990-01-31T23:00:00Z", "validTo": null}
          ],
          "residentialAddress": [
            {
              "streetAddress": {
                "separatelyOccupiedUnitNumber": "H0101", "separatelyOccupiedUnitType": "Housing", "addressName": "KONGENS GATE", "addressNumber": {"houseNumber": "120", "houseLetter": "A"},
                "addressCode": "01100", "addressAdditionalName": null, "city": {"cityName": "TRONDHEIM", "postalCode": "7022"}, "coAddressName": null,
                "municipalityNumber": "5001", "municipalityName": "Trondheim - Tråante", "countyNumber": "50", "countyName": "Trøndelag - Trööndelage"
              },
              "cadastralAddress": null, "unknownResidence": null, "cadastralIdentifier": "6344200241", "closeCadastralIdentifier": null, "addressConfidentiality": "Unclassified", "moveDate": "2019-03-18T00:00:00Z",
              "basicStatisticalUnit": 5218, "fullBasicStatisticalUnitNumber": "50015218", "basicStatisticalUnitName": "MUNKVOLD", "constituency": 22, "schoolDistrict": 5153, "churchDistrict": 1,
              "urbanDistrictCode": "500101", "urbanDistrictName": "Midtbyen", "geographicalUrbanDistrictCode": "500101", "geographicalUrbanDistrictName": "Midtbyen",
              "registeredAt": "2020-03-31T18:41:15Z", "isValid": true, "source": "KILDE_DSF", "reason": "Endring av postnummer, skole-, valg- og grunnkrets", "validFrom": "2019-03-17T23:00:00Z", "validTo": null
            }
          ],
          "id": "6f9619ff-8b86-d011-b42d-00cf4fc964ff"
        }
        """;

    private const string Export = """{"generation": 12, "latest": true, "asOfDate": "2026-11-23", "base": null, "manifest": "/v1/exports/12/manifest.json", "changesCursor": "m3y5rQFq8s1WgQ0c4mV5vAAAAAwI3yqJq0BAAP____________________8", "files": [{"href": "/v1/exports/12/analysis/person/part-000.parquet", "table": "person", "variant": "analysis", "rows": 250000, "bytes": 18221904, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}]}""";

    private const string Changes = """{"generation": 13, "latest": false, "asOfDate": "2026-11-23", "base": 12, "manifest": "/v1/exports/13/manifest.json", "changesCursor": "b1mQ0c4mV5vq8s1Wg3y5rQAAAA0I3yqKq0BAAP____________________8", "files": [{"href": "/v1/exports/13/changes-13.parquet", "table": "change", "variant": "changes", "rows": 310, "bytes": 8121, "sha256": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"}]}""";

    /// <summary>The example of a schema, or null.</summary>
    public static JsonNode? Of(string schema) => schema switch
    {
        "LookupRequest" => JsonNode.Parse("""{"identifiers": ["01912345678", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"], "parts": ["name", "residentialAddress"], "history": false}"""),
        "LookupResults" => new JsonObject { ["results"] = new JsonArray(new JsonObject { ["outcome"] = "not-found" }, new JsonObject { ["outcome"] = "gone", ["survivor"] = "6f9619ff-8b86-d011-b42d-00cf4fc964ff" }, new JsonObject { ["outcome"] = "found", ["person"] = JsonNode.Parse(Person) }) },
        "Person" => JsonNode.Parse(Person),
        "Mart" => JsonNode.Parse("""{"generation": 12, "kind": "full", "restoredGeneration": null, "publishedAt": "2026-11-24T03:10:00.5Z", "asOfDate": "2026-11-23", "sources": {"freg": "2026-11-23T22:00:00Z"}, "sourceAges": {"freg": 18600}, "counts": {"person": 9000000}, "matchRates": [{"kind": "residential", "canHaveUnit": 5400000, "withUnit": 5399000, "byRule": {"freg": 5390000, "address-id": 9000}}], "changes": 88412, "export": 12, "exportWithdrawn": false}"""),
        "Changes" => JsonNode.Parse("""{"generation": 12, "changes": [{"generation": 12, "personId": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "event": "ChangeInName", "parts": ["name"]}], "next": "m3y5rQFq8s1WgQ0c4mV5vAAAAAwI3yqJq0BAAP____________________8", "more": false}"""),
        "Export" => JsonNode.Parse(Export),
        "Exports" => new JsonObject { ["exports"] = new JsonArray(JsonNode.Parse(Export)), ["changes"] = new JsonArray(JsonNode.Parse(Changes)) },
        "Reference.municipalities" => JsonNode.Parse("""{"asOf": "2026-11-23", "rows": [{"municipalityNumber": "5503", "municipalityName": "Harstad - Hárstták", "countyNumber": "55", "countyName": "Troms - Romsa - Tromssa", "validFrom": "2024-01-01", "validTo": null}]}"""),
        _ => null,
    };
}
