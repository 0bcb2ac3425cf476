using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Sources;

public sealed class StrictGzipStreamTests
{
    private static readonly byte[] Text = [.. Enumerable.Range(0, 5_000).Select(i => (byte)('a' + (i * 7919 % 23)))];
    private static readonly byte[] Member = DeliveryFolder.Gzip(Text);

    [Fact]
    public void One_member_is_unpacked() => Assert.Equal(Text, Unpack(Member));

    [Fact]
    public void Several_members_are_unpacked_one_after_another() => Assert.Equal([.. Text, .. "x"u8, .. Text], Unpack([.. Member, .. DeliveryFolder.Gzip("x"), .. Member]));

    [Fact]
    public void An_empty_member_is_unpacked() => Assert.Empty(Unpack(DeliveryFolder.Gzip("")));

    [Fact]
    public void A_text_larger_than_every_buffer_is_unpacked()
    {
        var random = new Random(1);
        var text = new byte[3_000_000];
        random.NextBytes(text);
        Assert.Equal(text, Unpack(DeliveryFolder.Gzip(text)));
    }

    [Fact]
    public void Cut_at_any_byte_it_is_truncated()
    {
        for (var length = 1; length < Member.Length; length++)
            Assert.Equal("gzip-truncated", Assert.Throws<BadInputException>(() => Unpack(Member[..length])).Code);
    }

    [Fact]
    public void A_second_member_cut_at_any_byte_is_truncated()
    {
        for (var length = 1; length < Member.Length; length++)
            Assert.Equal("gzip-truncated", Assert.Throws<BadInputException>(() => Unpack([.. Member, .. Member[..length]])).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8192)]
    public void It_does_not_matter_where_reads_of_the_file_fall(int atATime)
    {
        Assert.Equal([.. Text, .. Text], Unpack([.. Member, .. Member], atATime));
        Assert.Throws<BadInputException>(() => Unpack([.. Member, .. Member[..^1]], atATime));
    }

    [Fact]
    public void Bytes_after_the_last_member_are_refused()
    {
        Assert.Equal("gzip-truncated", Assert.Throws<BadInputException>(() => Unpack([.. Member, .. "garbage"u8])).Code);
    }

    [Fact]
    public void A_damaged_member_is_refused()
    {
        var damaged = (byte[])Member.Clone();
        damaged[^6] ^= 1;
        Assert.Equal("gzip-broken", Assert.Throws<BadInputException>(() => Unpack([.. damaged, .. Member])).Code);
    }

    [Fact]
    public async Task Read_asynchronously_it_is_the_same()
    {
        await using var whole = new StrictGzipStream(new MemoryStream(Member), "freg/a/b");
        using var target = new MemoryStream();
        await whole.CopyToAsync(target);
        Assert.Equal(Text, target.ToArray());
        await using var cut = new StrictGzipStream(new MemoryStream(Member[..^3]), "freg/a/b");
        var error = await Assert.ThrowsAsync<BadInputException>(() => cut.CopyToAsync(Stream.Null));
        Assert.StartsWith("freg/a/b: ", error.Message);
    }

    private static byte[] Unpack(byte[] packed, int atATime = int.MaxValue)
    {
        using var stream = new StrictGzipStream(new Trickle(packed, atATime), "test");
        using var target = new MemoryStream();
        stream.CopyTo(target, 1_000);
        return target.ToArray();
    }

    private sealed class Trickle(byte[] content, int atATime) : MemoryStream(content)
    {
        public override int Read(Span<byte> target) => base.Read(target[..Math.Min(target.Length, atATime)]);
    }
}
