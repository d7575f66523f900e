package dev.siiwad.source.wikipedia.wikitext;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * What the prefix of a link says: a picture, a category, a page in another language. English names work in every Wikipedia, those of its
 * own language beside them; the names here are MediaWiki's for the larger languages and those near Somali.
 */
final class Namespaces {
    private static final int PREFIX_CHARS_MAX = 50;
    private static final int EXTENSION_CHARS_MAX = 8;

    private static final Set<String> FILE = names("""
            file,image,fayl,sawir,faylka,lêer,beeld,skrá,mynd,datei,bild,fichier,archivo,imagen,ficheiro,arquivo,imagem,imaxe,imaxen,
            bestand,afbeelding,fil,billede,bilde,tiedosto,kuva,plik,grafika,soubor,obrázek,súbor,obrázok,fájl,kép,fișier,fișier,
            файл,изображение,картинка,зображення,выява,слика,датотека,датотека,slika,datoteka,skeda,figura,dosya,resim,şəkil,fayl,сурет,
            сүрөт,рәсем,һүрәт,պատկեր,սուրատ,სურათი,ფაილი,αρχείο,εικόνα,קובץ,תמונה,טעקע,בילד,ملف,صورة,پرونده,تصویر,دوتنه,فائل,وێنە,پەڕگە,
            चित्र,चित्रम्,फाइल,চিত্র,ফাইল,ਤਸਵੀਰ,ਫ਼ਾਈਲ,ਫਾਈਲ,ચિત્ર,படிமம்,ପ୍ରତିଛବି,ଫାଇଲ,దస్త్రం,బొమ్మ,ಚಿತ್ರ,പ്രമാണം,ചിത്രം,ගොනුව,රූපය,ไฟล์,ภาพ,ຮູບ,
            ឯកសារ,រូបភាព,ဖိုင်,文件,图像,檔案,圖像,ファイル,画像,파일,그림,tập tin,hình,berkas,gambar,fail,talaksan,larawan,picha,faili,hoto,fáìlì,
            ስዕል,ፋይል,fails,attēls,vaizdas,pilt,dosiero,restr,skeudenn,delwedd,íomhá,comhad,faidhle,dealbh,stampa,datotéka,imatge,fitxer,
            imachen,fichièr,imatge,mynd,kuvva,rakisa,sary,fisier,immagine,imago,fasciculus,файл,фајл,datoteke,dukas,hilang,imahe,payl,
            surat,dosye,fichye,ffeil,beeld,bildo,bild,obraz,wobraz,dataja,datei,sīmu,файлъ,картина""");

    /** A target with a prefix and one of these at its end is a picture or sound in whatever language. */
    private static final Set<String> MEDIA = Set.of(
            "jpg", "jpeg", "png", "svg", "gif", "tif", "tiff", "webp", "xcf", "ogg", "oga", "ogv", "opus", "mp3", "wav",
            "flac", "mid", "webm", "pdf", "djvu", "stl");

    private static final Set<String> CATEGORY = names("""
            category,qeyb,qaybta,qayb,kategorie,kategoria,kategória,kategoriya,kategori,kategorij,kategorija,kategorio,kategooria,catégorie,
            catégoria,categoría,categoria,categorie,categoria,categorie,luokka,flokkur,bólkur,kategorî,kategoriye,kateqoriya,categoriae,
            категория,категорія,катэгорыя,категорыя,катэгорыя,категорија,категорії,санат,төркем,категори,ангилал,гурӯҳ,туркум,turkum,
            կատեգորիա,კატეგორია,κατηγορία,קטגוריה,קאַטעגאָריע,تصنيف,رده,وېشنيزه,زمرہ,پۆل,category,श्रेणी,वर्गः,वर्ग,বিষয়শ্রেণী,শ্রেণী,ਸ਼੍ਰੇਣੀ,
            શ્રેણી,பகுப்பு,ଶ୍ରେଣୀ,వర్గం,ವರ್ಗ,വർഗ്ഗം,ප්‍රවර්ගය,หมวดหมู่,ໝວດ,ចំណាត់ថ្នាក់ក្រុម,ကဏ္ဍ,分类,分類,カテゴリ,분류,thể loại,kategorya,
            kaarangay,kawan,jamii,rukuni,ẹ̀ka,መደብ,kategorija,rummad,rumme,rummad,catagóir,roinn-seòrsa,categori,kategoriezh,snjauje,
            ronnaghys,sokajy,cathegorìa,categorìa,catigurìa,categurìa,klas,kategoriija,klassa,catiguria,koatigorie,wikbedelî,
            categoría,catègorie,rubrieke,kategorìa,kategorîya,nodaļa,kategorie,eqéb""");

    /** The languages that have a Wikipedia: a link to one of them says that the page exists there too. */
    private static final Set<String> LANGUAGES = names("""
            aa,ab,ace,ady,af,ak,als,alt,am,ami,an,ang,ann,anp,ar,arc,ary,arz,as,ast,atj,av,avk,awa,ay,az,azb,ba,ban,bar,bat-smg,bbc,bcl,be,
            be-tarask,be-x-old,bew,bg,bh,bi,bjn,blk,bm,bn,bo,bpy,br,bs,btm,bug,bxr,ca,cbk-zam,cdo,ce,ceb,ch,cho,chr,chy,ckb,co,cr,crh,cs,
            csb,cu,cv,cy,da,dag,de,dga,din,diq,dsb,dtp,dty,dv,dz,ee,el,eml,en,eo,es,et,eu,ext,fa,fat,ff,fi,fiu-vro,fj,fo,fon,fr,frp,frr,
            fur,fy,ga,gag,gan,gcr,gd,gl,glk,gn,gom,gor,got,gpe,gsw,gu,guc,gur,guw,gv,ha,hak,haw,he,hi,hif,ho,hr,hsb,ht,hu,hy,hyw,hz,ia,iba,
            id,ie,ig,igl,ii,ik,ilo,inh,io,is,it,iu,ja,jam,jbo,jv,ka,kaa,kab,kbd,kbp,kcg,kg,kge,ki,kj,kk,kl,km,kn,knc,ko,koi,kr,krc,ks,ksh,
            ku,kus,kv,kw,ky,la,lad,lb,lbe,lez,lfn,lg,li,lij,lld,lmo,ln,lo,lrc,lt,ltg,lv,lzh,mad,mai,map-bms,mdf,mg,mh,mhr,mi,min,mk,ml,mn,
            mni,mnw,mo,mos,mr,mrj,ms,mt,mus,mwl,my,myv,mzn,na,nah,nan,nap,nds,nds-nl,ne,new,ng,nia,nl,nn,no,nb,nov,nqo,nr,nrm,nso,nup,nv,ny,
            oc,olo,om,or,os,pa,pag,pam,pap,pcd,pcm,pdc,pfl,pi,pih,pl,pms,pnb,pnt,ps,pt,pwn,qu,rm,rmy,rn,ro,roa-rup,roa-tara,rsk,ru,rue,rup,
            rw,sa,sah,sat,sc,scn,sco,sd,se,sg,sgs,sh,shi,shn,si,simple,sk,skr,sl,sm,smn,sn,so,sq,sr,srn,ss,st,stq,su,sv,sw,syl,szl,szy,ta,
            tay,tcy,tdd,te,tet,tg,th,ti,tig,tk,tl,tly,tn,to,tpi,tr,trv,ts,tt,tum,tw,ty,tyv,udm,ug,uk,ur,uz,ve,vec,vep,vi,vls,vo,vro,wa,war,
            wo,wuu,xal,xh,xmf,yi,yo,yue,za,zea,zgh,zh,zh-classical,zh-min-nan,zh-yue,zh-cn,zh-tw,zu""");

    private Namespaces() {}

    /** Whether the target of a link is a picture or sound shown in the page. */
    static boolean isFile(CharSequence target) {
        String prefix = prefix(target);
        return FILE.contains(prefix) || !prefix.isEmpty() && !prefix.equals("media") && isMedia(target);
    }

    /** Whether a link to the target shows nothing in the text. */
    static boolean isHidden(CharSequence target) {
        String prefix = prefix(target);
        return CATEGORY.contains(prefix) || LANGUAGES.contains(prefix) || isFile(target);
    }

    private static boolean isMedia(CharSequence target) {
        int end = target.length();
        int start = Math.max(0, end - EXTENSION_CHARS_MAX);
        String tail = target.subSequence(start, end).toString().strip();
        return !tail.contains("/")
                && MEDIA.contains(tail.substring(tail.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** What is before the first colon, normalized; empty where there is no colon, or where it comes first. */
    private static String prefix(CharSequence target) {
        int end = Math.min(target.length(), PREFIX_CHARS_MAX);
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            if (c == ':') {
                return normalized(target.subSequence(0, i).toString());
            }
            if (c == '|' || c == '\n' || c == '[') {
                return "";
            }
        }
        return "";
    }

    private static String normalized(String name) {
        String plain = name.indexOf(Marks.REMOVED) < 0 ? name : name.replace(String.valueOf(Marks.REMOVED), "");
        return plain.replace('_', ' ').strip().toLowerCase(Locale.ROOT);
    }

    private static Set<String> names(String list) {
        return Set.copyOf(Arrays.asList(list.replace("\n", "").split(",")));
    }
}
