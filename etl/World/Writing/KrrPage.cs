using System.Buffers;
using System.Text.Json;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Writing;

/// <summary>
/// The contact records of one chunk: the first chunk's as a page of the change feed, the second's as an answer of the look-up,
/// the rest as one record a line.
/// </summary>
internal sealed class KrrPage : IDisposable
{
    private readonly WorldOptions options;
    private readonly KrrPageForm form;
    private readonly IBufferWriter<byte> bytes;
    private readonly Utf8JsonWriter json;
    private readonly KrrRecord record;

    public KrrPage(WorldOptions options, int chunk, IBufferWriter<byte> bytes)
    {
        (this.options, form, this.bytes) = (options, FormOf(chunk), bytes);
        json = new(this.bytes, JsonText.Options);
        record = new(options);
        if (form == KrrPageForm.Lines) return;
        json.WriteStartObject();
        json.WriteStartArray(form == KrrPageForm.Feed ? "list"u8 : "personer"u8);
    }

    public int Count { get; private set; }

    public static KrrPageForm FormOf(int chunk) => chunk switch { 0 => KrrPageForm.Feed, 1 => KrrPageForm.LookUp, _ => KrrPageForm.Lines };

    public void Add(SyntheticPerson person, Population population)
    {
        var dice = new Dice(this.options.Seed, DiceSubject.Contact, person.Index);
        if (KrrRecord.NumberOf(person, this.options.PeopleDay, dice) is { } number) Write(number, person.Index, dice);
        // and some that FREG doesn't have
        if (dice.PerMille(3) && population.StrangerOf(person.Index) is { } stranger) Write(stranger, person.Index, dice);
    }

    /// <summary>The change number of a record is its person's place in the world, from 1.</summary>
    public void End(int from, int to)
    {
        if (form == KrrPageForm.Lines) return;
        json.WriteEndArray();
        if (form == KrrPageForm.Feed)
        {
            json.WriteNumber("fraEndringsId"u8, from);
            json.WriteNumber("tilEndringsId"u8, to);
            json.WriteNumber("sisteEndringsId"u8, this.options.Persons);
        }
        json.WriteEndObject();
        json.Flush();
    }

    public void Dispose() => json.Dispose();

    private void Write(string number, int serial, Dice dice)
    {
        record.Write(json, number, serial, dice);
        Count++;
        if (form != KrrPageForm.Lines) return;
        json.Flush();
        this.bytes.Write("\n"u8);
        json.Reset();
    }
}
