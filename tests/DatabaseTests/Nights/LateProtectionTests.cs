using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>A grading that comes together with another number, or from the other of two persons who are one.</summary>
public sealed class LateProtectionTests : IAsyncLifetime
{
    private const string Street = "HEMMELIGVEIEN";

    private SeveralNights nights = null!;

    public async Task InitializeAsync() => nights = await SeveralNights.BeginAsync();

    public async Task DisposeAsync() => await nights.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_graded_under_a_new_number_has_no_address_in_mart_though_the_document_of_before_is_there(bool ofBeforeIsFirst)
    {
        await nights.RunAsync(Person(InUse(D, 1), Street));
        Assert.Contains("file person_address", await nights.PlacesOfAsync(Street));
        string[] documents = [Person(InUse(D, 1), Street), Person(InUse(X, 5) + "," + Discontinued(D, 5), Street, "fortrolig")];

        await nights.RunAsync(ofBeforeIsFirst ? documents : [documents[1], documents[0]]);
        Assert.Equal([X], await nights.NumbersAsync());
        Assert.Equal(["protected.person_address"], await nights.PlacesOfAsync(Street));
    }

    [Fact]
    public async Task A_merger_into_a_graded_person_leaves_no_address_of_either_in_mart()
    {
        await nights.RunAsync(Person(InUse(X, 1), Street), Person(InUse(Y, 1), "SKJULTVEIEN", "fortrolig"));

        await nights.RunAsync(Person(InUse(X, 1), Street), Person(InUse(Y, 1) + "," + Discontinued(X, 5), "SKJULTVEIEN", "fortrolig"));
        Assert.Empty(await nights.PlacesOfAsync(Street));
        Assert.Equal(["protected.person_address"], await nights.PlacesOfAsync("SKJULTVEIEN"));
        Assert.Single(await nights.AliasesAsync());
    }

    [Fact]
    public async Task A_graded_person_merged_into_an_ungraded_one_leaves_nothing_of_its_own()
    {
        await nights.RunAsync(Person(InUse(X, 1), Street, "fortrolig"), Person(InUse(Y, 1), "ÅPENVEIEN"));

        await nights.RunAsync(Person(InUse(Y, 1) + "," + Discontinued(X, 5), "ÅPENVEIEN"), Person(InUse(X, 1), Street, "fortrolig"));
        Assert.Empty(await nights.PlacesOfAsync(Street));
        Assert.Empty(await nights.Night.LinesAsync("select * from protected.person_address_protection"));
        Assert.Contains("mart.person_address", await nights.PlacesOfAsync("ÅPENVEIEN"));
    }
}
