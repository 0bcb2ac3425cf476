using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.UnitTests.Sources.Freg;

public sealed class NumberIndexTests
{
    private readonly NumberIndex index = new();

    [Fact]
    public void A_number_belongs_to_the_document_where_it_is_in_use()
    {
        index.Claim(7, NumberClaim.Earlier, 300);
        index.Claim(7, NumberClaim.InUse, 100);
        index.Claim(7, NumberClaim.OfDiscontinued, 400);
        Assert.True(index.Belongs(7, 100));
        Assert.False(index.Belongs(7, 300));
        Assert.False(index.Belongs(7, 400));
    }

    [Fact]
    public void A_survivors_earlier_number_is_not_that_of_the_discontinued_document()
    {
        index.Claim(7, NumberClaim.OfDiscontinued, 500);
        index.Claim(7, NumberClaim.Earlier, 100);
        Assert.True(index.Belongs(7, 100));
    }

    [Theory]
    [InlineData(NumberClaim.OfDiscontinued)]
    [InlineData(NumberClaim.Earlier)]
    [InlineData(NumberClaim.InUse)]
    internal void Of_equal_claims_the_later_documents_counts(NumberClaim claim)
    {
        index.Claim(7, claim, 200);
        index.Claim(7, claim, 100);
        Assert.True(index.Belongs(7, 200));
        index.Claim(7, claim, 300);
        Assert.True(index.Belongs(7, 300));
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public void Nothing_is_lost_when_it_grows()
    {
        for (var number = 1UL; number <= 50_000; number++) index.Claim(number * 1_000_003, NumberClaim.InUse, (long)number | (9L << 44));
        Assert.Equal(50_000, index.Count);
        for (var number = 1UL; number <= 50_000; number++) Assert.True(index.Belongs(number * 1_000_003, (long)number | (9L << 44)));
        Assert.False(index.Contains(5));
        Assert.False(index.Belongs(5, 0));
    }
}
