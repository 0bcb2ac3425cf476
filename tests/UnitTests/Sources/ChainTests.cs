using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Sources;

/// <summary>Which deliveries make the state of a source, and what is no chain.</summary>
public sealed class ChainTests
{
    [Fact]
    public void The_newest_full_delivery_and_every_delta_after_it_follow_in_the_order_of_their_numbers()
        => Assert.Equal("full:2/20 delta:3/21-23 delta:3/24-33", Told(Delta(3, 24, 33), Full(1, 10), Delta(3, 21, 23), Full(2, 20)));

    [Fact]
    public void Without_a_full_delivery_there_is_no_chain()
    {
        Assert.Null(Chain.Of(SourceName.Freg, [Delta(1, 1, 2)]));
        Assert.Null(Chain.Of(SourceName.Klass, []));
    }

    [Fact]
    public void A_delta_whose_numbers_the_full_delivery_reaches_is_ignored_whatever_its_instant()
        => Assert.Equal("full:2/20 delta:4/21-21", Told(Full(2, 20), Delta(1, 11, 12), Delta(3, 13, 20), Delta(4, 21, 21)));

    [Theory]
    [InlineData(22, 23, "expected a delta from sequence number 21 on, after 2-full-20; found one from 22 on. Deliver what is missing")]
    [InlineData(20, 23, "expected a delta from sequence number 21 on, after 2-full-20; found one from 20 on. Take away the one that was delivered twice")]
    public void A_gap_and_an_overlap_after_the_full_delivery_are_told_with_the_names_of_both(int from, int to, string told)
        => MustRefuse("chain-gap", $"freg/3-delta-{from}-{to}: {told}, or deliver a newer full one.", SourceName.Freg, Full(2, 20), Delta(3, from, to));

    [Theory]
    [InlineData(25)]
    [InlineData(23)]
    [InlineData(21)]
    public void A_gap_and_an_overlap_between_deltas_are_told_with_the_names_of_both(int from)
        => MustRefuse("chain-gap", "expected a delta from sequence number 24 on, after 3-delta-21-23; found one from " + from, SourceName.Krr, Full(2, 20), Delta(3, 21, 23), Delta(4, from, 30));

    [Theory]
    [InlineData(null, 23)]
    [InlineData(21, null)]
    [InlineData(null, null)]
    [InlineData(23, 21)]
    public void A_delta_without_sequence_numbers_in_order_is_refused(int? from, int? to)
        => MustRefuse("chain-gap", "expected a delta with sequence numbers in order, found one without", SourceName.Freg, Full(2, 20), Delta(3, from, to));

    [Fact]
    public void A_delta_without_sequence_numbers_is_ignored_once_a_full_delivery_is_as_new()
        => Assert.Equal("full:4/30", Told(Full(2, 20), Delta(3, null, null), Delta(4, null, null), Full(4, 30)));

    [Fact]
    public void A_full_delivery_without_its_number_is_refused_only_when_deltas_follow_it()
    {
        Assert.Equal("full:2/", Told(Delta(1, 5, 6), Full(2, null)));
        MustRefuse("chain-gap", "freg/2-full-: expected the sequence number that the full delivery reaches to, since 3-delta-21-23 follows it", SourceName.Freg, Full(2, null), Delta(3, 21, 23));
    }

    [Fact]
    public void Mended_deliveries_stand_in_the_place_of_those_that_they_mend_and_the_last_mending_counts()
    {
        var chain = Chain.Of(SourceName.Freg, [Full(2, 20, mended: 2), Full(2, 20), Full(2, 20, mended: 1), Delta(3, 21, 23), Delta(3, 21, 23, mended: 1), Delta(4, 24, 24)])!;
        Assert.Equal([2, 1, null], chain.Deliveries.Select(d => d.Manifest.Mended));
        Assert.Equal("full:2/20 delta:3/21-23 delta:4/24-24", Told(chain));
    }

    [Fact]
    public void A_source_that_tells_no_changes_takes_no_delta()
    {
        foreach (var source in new[] { SourceName.Klass, SourceName.Matrikkel, SourceName.ServiceDistricts })
        {
            MustRefuse("delta-unsupported", $"{source.Text()}/3-delta-21-23: expected full deliveries of {source.Text()}, found a delta", source, Full(2, 20, source: source), Delta(3, 21, 23, source: source));
            Assert.Equal(4, Chain.Of(source, [Full(2, null, source: source), Full(4, null, source: source)])!.Full.Manifest.AsOf.Day);
        }
    }

    [Fact]
    public void The_chain_is_true_at_the_instant_of_its_last_delivery()
        => Assert.Equal(Day(5), Chain.Of(SourceName.Krr, [Full(2, 20), Delta(5, 24, 30), Delta(3, 21, 23)])!.AsOf);

    internal static Delivery Full(int day, long? to, int? mended = null, SourceName source = SourceName.Freg)
        => new($"/landing/{source.Text()}/{day}-full-{to}", new(source, DeliveryKind.Full, Day(day), null, to, null, []) { Mended = mended });

    internal static Delivery Delta(int day, long? from, long? to, int? mended = null, SourceName source = SourceName.Freg)
        => new($"/landing/{source.Text()}/{day}-delta-{from}-{to}", new(source, DeliveryKind.Delta, Day(day), from, to, null, []) { Mended = mended });

    private static DateTimeOffset Day(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);

    private static string Told(params Delivery[] delivered) => Told(Chain.Of(SourceName.Freg, delivered)!);

    private static string Told(Chain chain)
        => string.Join(' ', chain.Deliveries.Select(d => d.Manifest.Kind == DeliveryKind.Full ? $"full:{d.Manifest.AsOf.Day}/{d.Manifest.SequenceTo}" : $"delta:{d.Manifest.AsOf.Day}/{d.Manifest.SequenceFrom}-{d.Manifest.SequenceTo}"));

    private static void MustRefuse(string code, string told, SourceName source, params Delivery[] delivered)
    {
        var refused = Assert.Throws<BadInputException>(() => Chain.Of(source, delivered));
        Assert.Equal(code, refused.Code);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }
}
