using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

public sealed class SeedAnswerTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("maritalStatus")]
    [InlineData("residentialAddress")]
    [InlineData("commonContactRegisterInformation")]
    public async Task The_seeds_examples_come_out_property_for_property(string part)
    {
        var person = await api.PersonAsync("full-access", ApiWorld.SeedNumber);

        Assert.Equal(Golden.Read($"seed-{part}.json"), Golden.Text(new JsonObject { [part] = person[part]!.DeepClone() }));
    }

    [Fact]
    public async Task A_cadastral_address_has_its_number_in_an_object_of_its_own()
    {
        var address = (await api.PersonAsync("restricted-access", ApiWorld.HistoryNumber))["residentialAddress"]![0]!;

        Assert.Null(address["streetAddress"]);
        Assert.Null(address["unknownResidence"]);
        Assert.Equal(
            """{"separatelyOccupiedUnitNumber":null,"separatelyOccupiedUnitType":null,"cadastralNumber":{"municipalityNumber":"5501","municipalityName":"Tromsø","countyNumber":"55","countyName":"Troms - Romsa - Tromssa","municipalityLandNumber":12,"titleNumber":3,"leaseholdNumber":0},"subNumber":2,"addressAdditionalName":null,"city":{"cityName":"TROMSØ","postalCode":"9010"},"coAddressName":null}""",
            address["cadastralAddress"]!.ToJsonString(new() { Encoder = Golden.Json.Encoder }));
    }

    [Fact]
    public async Task Foreign_unknown_and_older_addresses_come_in_their_own_form_newest_first()
    {
        var person = await api.PersonAsync("restricted-access", ApiWorld.HistoryNumber, """, "history": true, "parts": ["presentAddress", "residentialAddress"]""");

        var present = person["presentAddress"]!.AsArray();
        Assert.Equal("PARIS", (string)present[0]!["foreignAddress"]!["cityOrPlaceName"]!);
        Assert.Equal("2020-02-03T00:00:00Z", (string)present[0]!["presentAddressDate"]!);
        Assert.Equal("2020-02-02T23:00:00Z", (string)present[0]!["validFrom"]!);
        Assert.False((bool)present[0]!["isAddressUnknown"]!);
        Assert.True((bool)present[1]!["isAddressUnknown"]!);
        Assert.Null(present[1]!["foreignAddress"]);
        Assert.Equal("0301", (string)person["residentialAddress"]![1]!["unknownResidence"]!["municipalityNumber"]!);
    }

    [Fact]
    public async Task Every_part_has_its_key_and_the_id_comes_last()
    {
        var person = await api.PersonAsync("full-access", ApiWorld.SeedNumber);

        Assert.Equal(
            ["norwegianIdentificationNumber", "status", "sharedResidence", "gender", "birth", "maritalStatus", "death", "name", "addressProtection", "residentialAddress", "presentAddress", "citizenship", "commonContactRegisterInformation", "id"],
            person.Select(p => p.Key));
        Assert.Equal(ApiWorld.Seed.ToString(), (string)person["id"]!);
        Assert.Null(person["death"]);
        Assert.Empty(person["name"]!.AsArray());
        Assert.Equal("Female", (string)person["gender"]![0]!["gender"]!);
    }

    [Fact]
    public async Task Birth_death_and_citizenship_bear_norsk_helsenetts_names()
    {
        var person = await api.PersonAsync("restricted-access", ApiWorld.HistoryNumber);

        Assert.Equal("1991", (string)person["birth"]![0]!["birthYear"]!);
        Assert.Equal("1991-11-02T00:00:00Z", (string)person["birth"]![0]!["birthDate"]!);
        Assert.Equal("2025-06-01T00:00:00Z", (string)person["death"]!["deceasedDate"]!);
        Assert.Equal("NOR", (string)person["citizenship"]![0]!["countryCode"]!);
        Assert.Equal("2001-05-17T00:00:00Z", (string)person["citizenship"]![0]!["aquiredDate"]!);
    }
}
