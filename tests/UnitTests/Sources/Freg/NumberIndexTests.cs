using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.UnitTests.Sources.Freg;

public sealed class NumberIndexTests
{
    private const ulong Largest = 99_999_999_999;

    private readonly NumberIndex index = new();

    [Fact]
    public void A_number_belongs_to_the_document_where_it_is_in_use()
    {
        index.Claim(7, NumberClaim.InUse, 100);
        index.Claim(7, NumberClaim.Earlier, 300, Day(5));
        index.Claim(7, NumberClaim.OfDiscontinued, 400, Day(5));
        Assert.True(index.Belongs(7, 100));
        Assert.False(index.Belongs(7, 300));
        Assert.False(index.Belongs(7, 400));
    }

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(5, null, true)]
    [InlineData(null, 5, true)]
    [InlineData(6, 5, true)]
    [InlineData(5, 6, false)]
    public void Of_use_and_discontinuation_what_was_registered_last_counts_whichever_comes_first(int? inUse, int? discontinued, bool staysInUse)
    {
        index.Claim(7, NumberClaim.InUse, 100, Day(inUse));
        index.Claim(7, NumberClaim.Earlier, 300, Day(discontinued));
        index.Claim(Largest, NumberClaim.OfDiscontinued, 100, Day(discontinued));
        index.Claim(Largest, NumberClaim.InUse, 300, Day(inUse));
        Assert.Equal((staysInUse, !staysInUse), (index.Belongs(7, 100), index.Belongs(7, 300)));
        Assert.Equal((staysInUse, !staysInUse), (index.Belongs(Largest, 300), index.Belongs(Largest, 100)));
    }

    [Fact]
    public void Minutes_count_and_seconds_do_not()
    {
        var at = Day(5)!.Value;
        index.Claim(7, NumberClaim.InUse, 100, at);
        index.Claim(7, NumberClaim.Earlier, 200, new(at.Microseconds + 59_000_000));
        Assert.True(index.Belongs(7, 100));
        index.Claim(7, NumberClaim.Earlier, 200, new(at.Microseconds + 60_000_000));
        Assert.True(index.Belongs(7, 200));
    }

    [Fact]
    public void Instants_out_of_this_world_are_earliest_and_latest()
    {
        index.Claim(7, NumberClaim.InUse, 100, new(long.MinValue));
        index.Claim(7, NumberClaim.Earlier, 200, Day(1));
        Assert.True(index.Belongs(7, 200));
        index.Claim(7, NumberClaim.InUse, 300, new(long.MaxValue));
        Assert.True(index.Belongs(7, 300));
    }

    [Fact]
    public void A_survivors_earlier_number_is_not_that_of_the_discontinued_document()
    {
        index.Claim(7, NumberClaim.Earlier, 100, Day(1));
        index.Claim(7, NumberClaim.OfDiscontinued, 500, Day(5));
        Assert.True(index.Belongs(7, 100));
    }

    [Theory]
    [InlineData(NumberClaim.OfDiscontinued)]
    [InlineData(NumberClaim.Earlier)]
    [InlineData(NumberClaim.InUse)]
    internal void Of_equal_claims_the_later_documents_counts(NumberClaim claim)
    {
        index.Claim(7, claim, 200, Day(5));
        index.Claim(7, claim, 100, Day(9));
        Assert.True(index.Belongs(7, 200));
        index.Claim(7, claim, 300, Day(1));
        Assert.True(index.Belongs(7, 300));
        Assert.Equal(1, index.Count);
    }

    [Theory]
    [InlineData(NumberClaim.OfDiscontinued)]
    [InlineData(NumberClaim.Earlier)]
    [InlineData(NumberClaim.InUse)]
    internal void A_document_that_cannot_be_read_replaces_earlier_ones_and_is_replaced_by_later_ones(NumberClaim claim)
    {
        index.Claim(7, claim, 100, Day(9));
        index.Claim(7, NumberClaim.Unread, 200);
        Assert.True(index.Belongs(7, 200));
        Assert.False(index.Leads(7));
        index.Claim(7, claim, 300, Day(1));
        Assert.True(index.Belongs(7, 300));
        Assert.Equal(claim != NumberClaim.Earlier, index.Leads(7));
    }

    [Fact]
    public void Nothing_is_lost_when_it_grows()
    {
        for (var number = 1UL; number <= 50_000; number++) index.Claim(number * 1_000_003, NumberClaim.InUse, (long)number | (9L << 44), Day((int)(number % 28) + 1));
        Assert.Equal(50_000, index.Count);
        for (var number = 1UL; number <= 50_000; number++) Assert.True(index.Belongs(number * 1_000_003, (long)number | (9L << 44)));
        Assert.False(index.Contains(5));
        Assert.False(index.Belongs(5, 0));
    }

    private static Instant? Day(int? day) => day is { } of ? Instant.From(new(2026, 1, of, 10, 0, 0, TimeSpan.Zero)) : null;
}
