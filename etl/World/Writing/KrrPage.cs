using System.Buffers;
using System.Text.Json;
using PersonEtl.Etl.World.Nights;
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
    private readonly ContactLine line;

    public KrrPage(WorldOptions options, KrrPageForm form, IBufferWriter<byte> bytes, NightDays days)
    {
        (this.options, this.form, this.bytes) = (options, form, bytes);
        json = new(this.bytes, JsonText.Options);
        record = new(options);
        line = new(options, days);
        if (form == KrrPageForm.Lines) return;
        json.WriteStartObject();
        json.WriteStartArray(form == KrrPageForm.Feed ? "list"u8 : "personer"u8);
    }

    public int Count { get; private set; }

    public static KrrPageForm FormOf(int chunk) => chunk switch { 0 => KrrPageForm.Feed, 1 => KrrPageForm.LookUp, _ => KrrPageForm.Lines };

    /// <summary>What the first night had of a person, but for the numbers whose data came anew.</summary>
    public void Add(SyntheticPerson person, Population population, IReadOnlyList<LifeEvent> anew)
    {
        var dice = new Dice(this.options.Seed, DiceSubject.Contact, person.Index);
        if (KrrRecord.NumberOf(person, this.options.PeopleDay, dice) is { } number)
        {
            if (!anew.Any(e => string.Equals(e.Numbers[0], number, StringComparison.Ordinal))) Write(number, person.Index, dice);
            else
            {
                // what follows is told by the same dice
                using var nobody = new Utf8JsonWriter(Stream.Null, JsonText.Options);
                record.Write(nobody, number, person.Index, dice);
            }
        }
        // and some that FREG doesn't have
        if (dice.PerMille(3) && population.StrangerOf(person.Index) is { } stranger) Write(stranger, person.Index, dice);
    }

    public void Add(Life life, LifeEvent contact)
    {
        line.Write(json, life, contact);
        Close();
    }

    /// <summary>Ends the page; change numbers come after <paramref name="from"/> and up to <paramref name="to"/>, those of the first night are places in the world, from 1.</summary>
    public void End(long from, long to, long newest)
    {
        if (form == KrrPageForm.Lines) return;
        json.WriteEndArray();
        if (form == KrrPageForm.Feed)
        {
            json.WriteNumber("fraEndringsId"u8, from);
            json.WriteNumber("tilEndringsId"u8, to);
            json.WriteNumber("sisteEndringsId"u8, newest);
        }
        json.WriteEndObject();
        json.Flush();
    }

    public void Dispose() => json.Dispose();

    private void Write(string number, int serial, Dice dice)
    {
        record.Write(json, number, serial, dice);
        Close();
    }

    private void Close()
    {
        Count++;
        if (form != KrrPageForm.Lines) return;
        json.Flush();
        this.bytes.Write("\n"u8);
        json.Reset();
    }
}
